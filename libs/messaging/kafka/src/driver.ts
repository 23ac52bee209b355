import type { BusEvents, Outgoing, PartitionBounds } from '@ssbtek/messaging';
import type { FetchedMessage } from './fetch/batch';
import type { KafkaConnection } from './connection';

export { atMostEvery } from './at-most-every';
export { asWish, GROUP_PROTOCOL, readWish, share, type Member as GroupMember } from './assigner';
export { readBatches, type FetchedMessage, type Room } from './fetch/batch';
export { BATCH_LIMIT, RESPONSE_LIMIT } from './fetch/limits';
export type { BrokerLogin } from './login';
export type { BrokerTls, KafkaConnection } from './connection';
export { produceBody, type ProduceBody } from './produce/body';
export { partitionForKey } from './produce/partition-for-key';
export { isNotAllowed, refusalOf } from './refusal';
export { openSocket, tlsTowards, UNREACHABLE, watchSocket } from './socket';
export { isConnectionError, KafkaTrouble, troubleOf, type Trouble } from './trouble';
export { settleSoon, within } from './within';

/**
 * What the bus needs of a Kafka client library. Every promise rejects with a `KafkaTrouble` (or a `MessageRefused`), whatever
 * the library throws; nothing starts before it is told to.
 */
export interface KafkaDriver {
  producer(connection: KafkaConnection, manner: ProducerManner): KafkaProducer;
  consumer(connection: KafkaConnection, wanted: ConsumerWish, listener: ConsumerListener): KafkaConsumer;
  admin(connection: KafkaConnection, manner: DriverManner): KafkaAdmin;
}

/** Whom a client tells, and how long it tries. */
export interface DriverManner {
  readonly events: BusEvents | undefined;
  /** Given up once aborted: attempts to connect end. */
  readonly given: AbortSignal;
}

export interface ProducerManner extends DriverManner {
  /** One of the client's sockets was closed, by whomever. */
  readonly onClosed: () => void;
  /** By topic: keys are spread over so many partitions, whatever the topic has. */
  readonly spread: ReadonlyMap<string, number>;
  /** For the in-sync replicas to have what is sent, ms. */
  readonly ackTimeoutMs: number;
}

/** Some messages of one partition, as they were acknowledged. */
export interface Append {
  readonly topic: string;
  /** In the broker's clock; -1 when the topic's times are the producers'. */
  readonly appendedAt: number;
}

/** Sends. Used until its connection fails, then closed. */
export interface KafkaProducer {
  connect(): Promise<void>;
  /**
   * Resolves when all in-sync replicas have the messages. Tries no more often than it takes to learn of new leaders.
   * @throws MessageRefused `no-such-partition` when the brokers were asked and have no such partition
   */
  send(messages: readonly Outgoing[]): Promise<readonly Append[]>;
  close(): Promise<void>;
}

/** What one member of a group reads, and how. Times in ms, sizes in bytes. */
export interface ConsumerWish extends DriverManner {
  readonly group: string;
  readonly topic: string;
  /** Read this partition only, whatever the group's other members do. */
  readonly pinned: number | undefined;
  /** False for a member that commits nothing and knows no commits. */
  readonly commits: boolean;
  /** Where the first fetch begins before the listener says so. */
  readonly from: 'earliest' | 'latest';
  /** The partitions that it has at present: it keeps them as far as the others' share allows. */
  readonly has: () => readonly number[];
  readonly maxBytes: number;
  readonly maxBytesPerPartition: number;
  readonly minBytes: number;
  readonly maxWaitTimeInMs: number;
  /** Added partitions are known within this time. */
  readonly metadataMaxAge: number;
  readonly heartbeatInterval: number;
  readonly sessionTimeout: number;
  readonly rebalanceTimeout: number;
}

/** Messages of one partition of the assignment, ascending, and how far they reach. */
export interface Fetched {
  readonly partition: number;
  readonly messages: readonly FetchedMessage[];
  /** End of the partition. */
  readonly high: bigint;
  /** Where reading goes on: offsets without messages lie before it too. */
  readonly next: bigint;
}

/** What a consumer reports. */
export interface ConsumerListener {
  /** The fetch loop runs. */
  sign(): void;
  /** The assignment from now on. Nothing of it is fetched until {@link KafkaConsumer.seek} and {@link KafkaConsumer.hold}. */
  joined(partitions: readonly number[]): void;
  /** The assignment is about to change. */
  rebalancing(): void;
  /** A fetch that was begun after the last seek has ended, with or without messages; or nothing is to be fetched. */
  fetched(): void;
  /** False when they are not wanted: they are fetched again. */
  received(fetched: Fetched): boolean;
  /** The membership is over, and it did not end it. */
  crashed(error: unknown): void;
}

/** One membership of a group, from connecting to its crash or end. */
export interface KafkaConsumer {
  /** Connects and joins. Resolves when it runs; rejects when it could not begin. */
  run(): Promise<void>;
  /** Fetches this partition from here on. */
  seek(partition: number, offset: bigint): void;
  /** Fetches these partitions not, or again. */
  hold(partitions: readonly number[], still: boolean): void;
  /** Commits the next offset to read, by partition. */
  commit(offsets: ReadonlyMap<number, bigint>): Promise<void>;
  /** Where partitions begin and end, and what the group has committed. */
  lookUp(partitions: readonly number[]): Promise<ReadonlyMap<number, PartitionBounds>>;
  /** Ends of partitions. */
  ends(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>>;
  /** Leaves the group. */
  close(): Promise<void>;
}

/** A topic to be made. */
export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  /** -1: as the brokers have it. */
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Looks things up. Makes no topic by asking for it. */
export interface KafkaAdmin {
  connect(): Promise<void>;
  /** How many there are. */
  brokers(): Promise<number>;
  /** All topics: the number of replicas of each of their partitions. */
  topics(): Promise<ReadonlyMap<string, readonly number[]>>;
  /** How many partitions a topic has; undefined when it is not known. */
  partitions(topic: string): Promise<number | undefined>;
  create(topics: readonly NewTopic[], timeoutMs: number): Promise<void>;
  /** Resolves when the leaders of all partitions of a topic answer; rejects when one does not. */
  led(topic: string): Promise<void>;
  /** Settings of a topic, of these names. */
  config(topic: string, names: readonly string[]): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}
