import type { TopicFinding } from './topic-findings';

/** A message as it was read. */
export interface Incoming {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty once its handler has let go of it. */
  readonly value: Uint8Array;
  /** When the broker appended it, ms since epoch in the broker's clock. */
  readonly appendedAt: number;
  /**
   * Something stands here that is no message, or none that can be decoded; key, headers and value are empty. It is
   * passed over with a dead letter, and no handler gets it.
   */
  readonly unreadable?: boolean;
}

/** A message to be written. Without `partition` the key decides. */
export interface Outgoing {
  readonly topic: string;
  readonly key: string;
  readonly partition?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array;
}

/** The broker's time as seen from here: pods' clocks may differ, deadlines must not. */
export interface BrokerClock {
  /** Milliseconds since epoch. */
  now(): number;
}

/** What happened to the partitions of a consumption. */
export type PartitionEvent =
  /**
   * Ours, and something unread may stand in it until `caught-up`. Comes again for a partition that is kept
   * over a rebalance or a lost connection: what was handed out before stays handed out.
   */
  | { readonly type: 'assigned'; readonly partition: number }
  /** Everything that stood in the partition at assignment has been handed to the handler. */
  | { readonly type: 'caught-up'; readonly partition: number }
  | { readonly type: 'revoked'; readonly partition: number };

export interface ConsumeOptions {
  readonly group: string;
  readonly topic: string;
  /**
   * Handles one message; messages run side by side, unordered above partition order. The message is done
   * (may be committed) when the promise resolves. A rejection is tried again, at most `maxTries` times in
   * all, then the message becomes a dead letter and is done. A rejection with {@link BusUnavailable} says
   * nothing about the message: it is tried again without being counted; one with `UnreadableMessage` or
   * `UntimelyMessage` is final. What the handler has let go of (`letGo`) is not tried again at all: whatever it did
   * outside is done once.
   */
  readonly handler: (message: Incoming) => Promise<void>;
  /** Cap on messages in flight: pauses at the cap, resumes at half. */
  readonly maxInFlight: number;
  /**
   * The same for the bytes of their values as they were read; a single message may have more. For handlers that need
   * no further message. Default: no cap.
   */
  readonly maxBytesInFlight?: number;
  /** Default 3. */
  readonly maxTries?: number;
  /** Read this partition only, whatever the group's other members do. */
  readonly pinnedPartition?: number;
  /** Where to begin when the group has no committed offset. Default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** Pinned readers that need no memory of what they read set this to false. Default true. */
  readonly commit?: boolean;
  readonly onPartition?: (event: PartitionEvent) => void;
  /**
   * Whether a reader that gives partitions away (a rebalance, a stop) finishes what it has begun in them, and the
   * next one reads on behind it: nothing is handled twice then, unless the first one dies before it is done. For
   * handlers that need no further message. Default false: what is unfinished comes again to the next reader.
   */
  readonly finishesBegun?: boolean;
}

/** A running consumption. */
export interface Consumption {
  /** Partitions assigned and fetching, not stopping, and not held back at the cap for longer than any inquiry takes. */
  ready(): boolean;
  /** False once the consumer has crashed for good: liveness. */
  alive(): boolean;
  inFlight(): number;
  /** Bytes of the messages in flight, as they were read. */
  bytesInFlight(): number;
  /** Messages appended but not yet done, over all assigned partitions, as far as known. */
  lag(): number;
  /** Partitions assigned and known to be ours: 0 while the membership is in doubt. */
  partitions(): number;
  /**
   * Age of the oldest message not done, over all assigned partitions, ms in the broker's clock; 0 when there is none.
   * A message that has not been read yet counts from when it was seen to be there.
   */
  oldestMs(): number;
  /**
   * Takes no more messages, waits for those in flight (at most `timeoutMs`, default 30 s), commits, leaves.
   * Messages that are still unfinished then come again to whoever reads the partition next. A reader that
   * {@link ConsumeOptions.finishesBegun} waits a second before it leaves, and the rest of the time afterwards:
   * nobody reads its partitions as long as it has them.
   */
  stop(timeoutMs?: number): Promise<void>;
}

/** What a broker can refuse a user that lacks a permission. `read` includes the group that reads. */
export type BusOperation = 'read' | 'write' | 'create' | 'describe';

/** What the bus tells telemetry. Every field of an event is free of personal data. */
export interface BusEvents {
  readonly rebalanced?: (group: string) => void;
  readonly deadLettered?: (topic: string, detail: Readonly<Record<string, string | number>>) => void;
  /** A message was given up without a dead letter, because there were too many. */
  readonly deadLetterWithheld?: (topic: string) => void;
  readonly connected?: (connected: boolean) => void;
  /** The broker refused this for want of a permission; told each time. Trying again helps once somebody has given it. */
  readonly notAllowed?: (operation: BusOperation, topic: string) => void;
  /** Topics are not as they must be: all that is found of them now, each time when that has changed. */
  readonly topicFindings?: (findings: readonly TopicFinding[]) => void;
  /** A handler failed and will be tried again, or the client library reports a problem. Fixed words only. */
  readonly problem?: (what: string, detail: Readonly<Record<string, string | number>>) => void;
}

/** The whole of what the mesh asks of a broker. Implemented over Kafka and in memory; one suite tests both. */
export interface MessageBus {
  readonly clock: BrokerClock;
  /** True while messages can be published. */
  connected(): boolean;
  /**
   * What is so wrong with the topics that correctness hangs on it: a sentence of fixed words each, as it is known at this
   * moment. Absent where topics cannot be other than they must be.
   */
  lacks?(): readonly string[];
  /** Number of partitions of a topic. Waits for the broker; rejects with {@link BusUnavailable} when the bus is closed. */
  partitions(topic: string): Promise<number>;
  /**
   * Resolves when all messages are acknowledged by all in-sync replicas; rejects with {@link BusUnavailable}
   * when that cannot be had within `timeoutMs` (default 5000), at once while the broker is known to be away;
   * rejects with {@link MessageRefused} when the broker does not take this message. A rejected message may have been
   * written all the same. Calls made close together travel in one batch; order holds within one call.
   */
  publish(messages: readonly Outgoing[], timeoutMs?: number): Promise<void>;
  /** Starts reading. Resolves once started, not once assigned: without a broker it keeps trying. */
  consume(options: ConsumeOptions): Promise<Consumption>;
  close(): Promise<void>;
}

/** The broker cannot be reached or does not acknowledge. */
export class BusUnavailable extends Error {
  /** @param code the broker's or the client's own word for why, where there is one */
  constructor(
    reason: string,
    readonly code?: string,
  ) {
    super(`message bus unavailable: ${reason}`);
    this.name = 'BusUnavailable';
  }
}

/** Why a message is not taken, in one word; `not-allowed` may change, see {@link mayBeTakenLater}. */
export type RefusalReason = 'too-large' | 'no-such-partition' | 'not-allowed' | 'refused';

/** The broker is there and does not take this message: trying again at once is of no use. */
export class MessageRefused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(`message refused: ${reason}`);
    this.name = 'MessageRefused';
  }
}

/** True when another try may do: the broker is away, or nobody has given the permission yet. */
export const mayBeTakenLater = (error: unknown): boolean =>
  error instanceof BusUnavailable || (error instanceof MessageRefused && error.reason === 'not-allowed');
