import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS, type ConsumeOptions, type ConsumptionCore } from '@ssbtek/messaging';
import { atMostEvery } from './at-most-every';
import type { Fetched, KafkaConsumer } from './driver';
import { toIncoming, whoseTime } from './incoming';
import { isNotAllowed } from './refusal';
import type { WatchedKafka } from './topic-watch';
import { troubleOf } from './trouble';
import { settleSoon, within } from './within';

const FRAME_BYTES = 64 * 1024;
const LARGEST_MESSAGE_BYTES = Math.max(...TOPICS.map(({ maxMessageBytes }) => maxMessageBytes));
const LOOK_UP_TIMEOUT_MS = 10_000;
const LOOK_UP_AGAIN_MS = 200;
const COMMIT_TIMEOUT_MS = 5000;

/** Timing of a group's member; see the facts that were measured about kafkajs in docs/adr. */
const TIMING = {
  maxWaitTimeInMs: 250,
  minBytes: 1,
  // Partitions that are added are read within this time; whoever writes may know of them at once.
  metadataMaxAge: 3000,
  heartbeatInterval: 1000,
  sessionTimeout: 10_000,
  rebalanceTimeout: 10_000,
} as const;

/** Why a membership ended. */
export type MemberEnd = 'left' | 'crashed' | 'not-allowed';

/** The same look-up that fails again and again is told once in this time. */
const REPEAT_MS = 10_000;

/**
 * One membership of a group: one consumer from connecting to its crash or end. It fetches, commits and pauses; what
 * that means is the core's business.
 */
export class Member {
  private readonly consumer: KafkaConsumer;
  private partitions: readonly number[] = [];
  private generation = 0;
  private attached = false;
  private paused = false;
  private readonly given = new AbortController();
  private readonly over = Promise.withResolvers<MemberEnd>();
  /** Local time of the last sign that the fetch loop is running. */
  lastSign = performance.now();

  constructor(
    private readonly options: ConsumeOptions,
    private readonly kafka: WatchedKafka,
    private readonly core: ConsumptionCore,
  ) {
    const { topic, group, pinnedPartition: pinned, from = 'earliest', commit: commits = true } = options;
    const largest = TOPICS.find(({ name }) => name === topic)?.maxMessageBytes ?? LARGEST_MESSAGE_BYTES;
    const wanted = {
      ...TIMING,
      ...{ topic, group, pinned, from, commits },
      has: () => this.partitions,
      maxBytesPerPartition: largest + FRAME_BYTES,
      maxBytes: 2 * (largest + FRAME_BYTES),
      events: kafka.events,
      given: this.given.signal,
    };
    this.consumer = kafka.driver.consumer(kafka, wanted, {
      sign: () => (this.lastSign = performance.now()),
      joined: (partitions) => this.joined(partitions),
      rebalancing: () => this.core.rebalancing(),
      fetched: () => this.fetched(),
      received: (fetched) => this.received(fetched),
      crashed: (error) => this.crashed(error),
    });
  }

  /** Reads until the end. Rejects when it could not begin. */
  async run(): Promise<MemberEnd> {
    await this.consumer.run();
    return this.over.promise;
  }

  pause(): void {
    this.paused = true;
    this.apply();
  }

  resume(): void {
    this.paused = false;
    this.apply();
  }

  commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    return within(COMMIT_TIMEOUT_MS, this.consumer.commit(offsets));
  }

  /** Tells the core how far its partitions have grown: while reading is paused no fetch does. */
  async refreshEnds(): Promise<void> {
    if (this.partitions.length === 0) return;
    const ends = await within(LOOK_UP_TIMEOUT_MS, this.consumer.ends(this.partitions));
    for (const [partition, end] of ends) this.core.sawEnd(partition, end);
  }

  /** Leaves the group, as far as the broker lets it. */
  async end(as: MemberEnd): Promise<void> {
    this.generation += 1;
    this.attached = false;
    await settleSoon(this.consumer.close());
    this.given.abort();
    this.over.resolve(as);
  }

  private crashed(error: unknown): void {
    const refused = isNotAllowed(error);
    if (!refused) this.tell('consumer crashed and starts again', error);
    this.over.resolve(refused ? 'not-allowed' : 'crashed');
  }

  private tell(what: string, error: unknown): void {
    const { events } = this.kafka;
    const { group, topic } = this.options;
    const trouble = troubleOf(error);
    if (events && atMostEvery(REPEAT_MS, events, `${what} ${group} ${topic} ${trouble.code}`))
      events.problem?.(what, { group, topic, ...trouble });
  }

  private joined(partitions: readonly number[]): void {
    this.lastSign = performance.now();
    this.partitions = partitions;
    this.attached = false;
    this.generation += 1;
    // Nothing is fetched before it is known where reading goes on.
    this.consumer.hold(partitions, true);
    this.kafka.events?.rebalanced?.(this.options.group);
    this.core.assigned(this.partitions);
    void this.attach(this.generation);
  }

  private async attach(generation: number): Promise<void> {
    while (generation === this.generation) {
      try {
        const bounds = await within(LOOK_UP_TIMEOUT_MS, this.consumer.lookUp(this.partitions));
        if (generation !== this.generation) return;
        for (const [partition, found] of bounds) {
          const start = this.core.attached(partition, found);
          this.consumer.seek(partition, start);
        }
        this.attached = true;
        this.apply();
        return;
      } catch (error) {
        if (isNotAllowed(error)) return this.over.resolve('not-allowed');
        this.tell('offsets could not be looked up', error);
        await sleep(LOOK_UP_AGAIN_MS);
      }
    }
  }

  private fetched(): void {
    this.lastSign = performance.now();
    if (this.attached) this.core.fetching();
  }

  private received({ partition, messages, high, next }: Fetched): boolean {
    if (!this.attached || !this.partitions.includes(partition)) return false;
    const { topic } = this.options;
    const incoming = messages.map((message) => toIncoming(topic, partition, message));
    if (messages.length > 0) this.kafka.watch.seen(topic, whoseTime(messages));
    this.core.received(partition, incoming, high, next);
    return true;
  }

  private apply(): void {
    if (this.attached) this.consumer.hold(this.partitions, this.paused);
  }
}
