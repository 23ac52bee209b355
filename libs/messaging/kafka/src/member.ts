import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Cluster,
  Consumer,
  ConsumerCrashEvent,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
} from 'kafkajs';
import { TOPICS, type ConsumeOptions, type ConsumptionCore } from '@ssbtek/messaging';
import { meshAssigner } from './assigner';
import { HOLD_ON, kafkaClient } from './client';
import { toIncoming } from './incoming';
import { rememberingNodes } from './remembering-nodes';
import { mayNotRead } from './may-not-read';
import { lookUp, lookUpEnds, type LookUpRequest } from './look-up';
import type { KafkaOptions } from './options';
import { isNotAllowed } from './refusal';
import { settleSoon, within } from './within';

const FRAME_BYTES = 64 * 1024;
const LARGEST_MESSAGE_BYTES = Math.max(...TOPICS.map(({ maxMessageBytes }) => maxMessageBytes));
const LOOK_UP_TIMEOUT_MS = 10_000;
const LOOK_UP_AGAIN_MS = 200;
const COMMIT_TIMEOUT_MS = 5000;
/** The first fetch after the look-up may have been under way before it. */
const FETCHES_UNTIL_READY = 2;

/** Timing of a group's member; see the facts that were measured about kafkajs in docs/adr. */
const TIMING = {
  maxWaitTimeInMs: 250,
  minBytes: 1,
  heartbeatInterval: 1000,
  sessionTimeout: 10_000,
  rebalanceTimeout: 10_000,
} as const;

/** Why a membership ended. */
export type MemberEnd = 'left' | 'crashed' | 'not-allowed';

/**
 * One membership of a group: one kafkajs consumer from connecting to its crash or end. It fetches, commits and
 * pauses; what that means is the core's business.
 */
export class Member {
  private readonly consumer: Consumer;
  private cluster: Cluster | undefined;
  private partitions: readonly number[] = [];
  private generation = 0;
  private fetches = 0;
  private attached = false;
  private paused = false;
  private readonly given = new AbortController();
  private readonly over = Promise.withResolvers<MemberEnd>();
  /** Local time of the last sign that the fetch loop is running. */
  lastSign = performance.now();

  constructor(
    private readonly options: ConsumeOptions,
    private readonly kafka: KafkaOptions,
    private readonly core: ConsumptionCore,
  ) {
    const client = kafkaClient(kafka, { events: kafka.events, retry: HOLD_ON, given: this.given.signal });
    const largest =
      TOPICS.find(({ name }) => name === options.topic)?.maxMessageBytes ?? LARGEST_MESSAGE_BYTES;
    const assigner = meshAssigner(options.pinnedPartition, () => this.partitions);
    this.consumer = client.consumer({
      ...TIMING,
      groupId: options.group,
      allowAutoTopicCreation: false,
      maxBytesPerPartition: largest + FRAME_BYTES,
      maxBytes: 2 * (largest + FRAME_BYTES),
      partitionAssigners: [
        (config) => {
          this.cluster = rememberingNodes(config.cluster);
          return assigner(config);
        },
      ],
      retry: { ...HOLD_ON, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  /** Reads until the end. Rejects when it could not begin. */
  async run(): Promise<MemberEnd> {
    const { consumer } = this;
    const { GROUP_JOIN, FETCH_START, FETCH, REBALANCING, CRASH } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }: ConsumerGroupJoinEvent) => this.joined(payload.memberAssignment));
    consumer.on(FETCH_START, () => (this.lastSign = performance.now()));
    consumer.on(FETCH, () => this.fetched());
    consumer.on(REBALANCING, () => this.core.rebalancing());
    consumer.on(CRASH, (event: ConsumerCrashEvent) => void this.crashed(event));
    await consumer.connect();
    await consumer.subscribe({ topic: this.options.topic, fromBeginning: this.options.from !== 'latest' });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.batch(payload),
    });
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
    const { topic } = this.options;
    const wanted = [...offsets].map(([partition, offset]) => ({ topic, partition, offset: String(offset) }));
    return within(COMMIT_TIMEOUT_MS, this.consumer.commitOffsets(wanted));
  }

  /** Tells the core how far its partitions have grown: while reading is paused no fetch does. */
  async refreshEnds(): Promise<void> {
    if (!this.cluster || this.partitions.length === 0) return;
    const ends = await within(LOOK_UP_TIMEOUT_MS, lookUpEnds(this.cluster, this.request(), false));
    for (const [partition, end] of ends) this.core.sawEnd(partition, end);
  }

  /** Leaves the group, as far as the broker lets it. */
  async end(as: MemberEnd): Promise<void> {
    this.generation += 1;
    this.attached = false;
    await settleSoon(this.consumer.disconnect());
    this.given.abort();
    this.over.resolve(as);
  }

  private async crashed({ payload: { error } }: ConsumerCrashEvent): Promise<void> {
    const { cluster } = this;
    const noCoordinator = error.name === 'KafkaJSGroupCoordinatorNotFound' && cluster !== undefined;
    const refused =
      isNotAllowed(error) ||
      (noCoordinator &&
        (await within(LOOK_UP_TIMEOUT_MS, mayNotRead(cluster, this.options.group)).catch(() => false)));
    this.over.resolve(refused ? 'not-allowed' : 'crashed');
  }

  private joined(assignment: Readonly<Record<string, number[]>>): void {
    this.lastSign = performance.now();
    this.partitions = assignment[this.options.topic] ?? [];
    this.attached = false;
    this.generation += 1;
    // Nothing is fetched before it is known where reading goes on.
    this.hold(true);
    this.kafka.events?.rebalanced?.(this.options.group);
    this.core.assigned(this.partitions);
    void this.attach(this.generation);
  }

  private async attach(generation: number): Promise<void> {
    const { cluster } = this;
    while (cluster && generation === this.generation) {
      try {
        const bounds = await within(LOOK_UP_TIMEOUT_MS, lookUp(cluster, this.request()));
        if (generation !== this.generation) return;
        for (const [partition, found] of bounds) {
          const start = this.core.attached(partition, found);
          this.consumer.seek({ topic: this.options.topic, partition, offset: String(start) });
        }
        this.fetches = 0;
        this.attached = true;
        this.apply();
        return;
      } catch (error) {
        if (isNotAllowed(error)) return this.over.resolve('not-allowed');
        await sleep(LOOK_UP_AGAIN_MS);
      }
    }
  }

  private request(): LookUpRequest {
    const { topic, group, commit } = this.options;
    return { topic, partitions: this.partitions, group: commit === false ? undefined : group };
  }

  private fetched(): void {
    this.lastSign = performance.now();
    if (!this.attached) return;
    this.fetches += 1;
    if (this.fetches === FETCHES_UNTIL_READY) this.core.fetching();
  }

  private batch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { topic, partition, messages } = batch;
    if (!this.attached || payload.isStale() || !this.partitions.includes(partition)) return Promise.resolve();
    const incoming = messages.map((message) => toIncoming(topic, partition, message));
    this.core.received(partition, incoming, BigInt(batch.highWatermark));
    // Moves the fetch position only; what is committed is decided elsewhere.
    payload.resolveOffset(batch.lastOffset());
    return Promise.resolve();
  }

  private apply(): void {
    if (this.attached) this.hold(this.paused);
  }

  private hold(still: boolean): void {
    const { topic } = this.options;
    const all = [{ topic, partitions: [...this.partitions] }];
    if (this.partitions.length === 0) return;
    if (still) this.consumer.pause(all);
    else this.consumer.resume(all);
  }
}
