import type {
  Cluster,
  Consumer,
  ConsumerCrashEvent,
  ConsumerEndBatchProcessEvent,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
} from 'kafkajs';
import type { PartitionBounds } from '@ssbtek/messaging';
import {
  KafkaTrouble,
  within,
  type ConsumerListener,
  type ConsumerWish,
  type FetchedMessage,
  type KafkaConnection,
  type KafkaConsumer,
} from '@ssbtek/messaging-kafka/driver';
import { meshAssigner } from './assigner';
import { HOLD_ON, kafkaClient } from './client';
import { told, troubleIn } from './errors';
import { lookUp, lookUpEnds, type LookUpRequest } from './look-up';
import { mayNotRead } from './may-not-read';
import { rememberingNodes } from './remembering-nodes';

const ASK_TIMEOUT_MS = 10_000;
/** The first fetch that ends after a seek may have been under way before it. */
const FETCHES_SINCE_SEEK = 2;

type BatchEnd = ConsumerEndBatchProcessEvent['payload'];

/** A consumer of kafkajs. */
export class KafkajsConsumer implements KafkaConsumer {
  private readonly consumer: Consumer;
  private cluster: Cluster | undefined;
  private fetches = 0;

  constructor(
    connection: KafkaConnection,
    private readonly wanted: ConsumerWish,
    private readonly listener: ConsumerListener,
  ) {
    const assigner = meshAssigner(wanted.pinned, wanted.has);
    this.consumer = kafkaClient(connection, { ...wanted, retry: HOLD_ON }).consumer({
      groupId: wanted.group,
      maxWaitTimeInMs: wanted.maxWaitTimeInMs,
      minBytes: wanted.minBytes,
      maxBytes: wanted.maxBytes,
      maxBytesPerPartition: wanted.maxBytesPerPartition,
      metadataMaxAge: wanted.metadataMaxAge,
      heartbeatInterval: wanted.heartbeatInterval,
      sessionTimeout: wanted.sessionTimeout,
      rebalanceTimeout: wanted.rebalanceTimeout,
      allowAutoTopicCreation: false,
      // Somebody's transaction that hangs would stop everybody behind it; nobody in the mesh makes any.
      readUncommitted: true,
      partitionAssigners: [
        (config) => {
          this.cluster = rememberingNodes(config.cluster);
          return assigner(config);
        },
      ],
      retry: { ...HOLD_ON, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  run(): Promise<void> {
    return told(this.begin());
  }

  seek(partition: number, offset: bigint): void {
    this.fetches = 0;
    this.consumer.seek({ topic: this.wanted.topic, partition, offset: String(offset) });
  }

  hold(partitions: readonly number[], still: boolean): void {
    const all = [{ topic: this.wanted.topic, partitions: [...partitions] }];
    if (partitions.length === 0) return;
    if (still) this.consumer.pause(all);
    else this.consumer.resume(all);
  }

  commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    const { topic } = this.wanted;
    const due = [...offsets].map(([partition, offset]) => ({ topic, partition, offset: String(offset) }));
    return told(this.consumer.commitOffsets(due));
  }

  lookUp(partitions: readonly number[]): Promise<ReadonlyMap<number, PartitionBounds>> {
    return told(this.withCluster((cluster) => lookUp(cluster, this.request(partitions))));
  }

  ends(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    return told(this.withCluster((cluster) => lookUpEnds(cluster, this.request(partitions), false)));
  }

  close(): Promise<void> {
    return told(this.consumer.disconnect());
  }

  private async begin(): Promise<void> {
    const { consumer, listener } = this;
    const { GROUP_JOIN, FETCH_START, FETCH, REBALANCING, CRASH, END_BATCH_PROCESS } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }: ConsumerGroupJoinEvent) =>
      this.joined(payload.memberAssignment[this.wanted.topic] ?? []),
    );
    consumer.on(FETCH_START, () => listener.sign());
    consumer.on(FETCH, () => this.fetched());
    consumer.on(REBALANCING, () => listener.rebalancing());
    consumer.on(END_BATCH_PROCESS, ({ payload }: ConsumerEndBatchProcessEvent) => this.passedOver(payload));
    consumer.on(CRASH, (event: ConsumerCrashEvent) => void this.crashed(event));
    await consumer.connect();
    await consumer.subscribe({ topic: this.wanted.topic, fromBeginning: this.wanted.from !== 'latest' });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.batch(payload),
    });
  }

  private joined(partitions: readonly number[]): void {
    this.fetches = 0;
    this.listener.joined(partitions);
  }

  private fetched(): void {
    this.fetches += 1;
    if (this.fetches < FETCHES_SINCE_SEEK) this.listener.sign();
    else this.listener.fetched();
  }

  private async withCluster<T>(ask: (cluster: Cluster) => Promise<T>): Promise<T> {
    if (!this.cluster) throw new KafkaTrouble('NOT_CONNECTED', true);
    return ask(this.cluster);
  }

  private request(partitions: readonly number[]): LookUpRequest {
    const { topic, group, commits } = this.wanted;
    return { topic, partitions, group: commits ? group : undefined };
  }

  private async crashed({ payload: { error } }: ConsumerCrashEvent): Promise<void> {
    const { cluster } = this;
    const noCoordinator = error.name === 'KafkaJSGroupCoordinatorNotFound' && cluster !== undefined;
    const refused =
      noCoordinator &&
      (await within(ASK_TIMEOUT_MS, mayNotRead(cluster, this.wanted.group)).catch(() => false));
    this.listener.crashed(refused ? new KafkaTrouble('GROUP_AUTHORIZATION_FAILED', false) : troubleIn(error));
  }

  private batch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { partition, messages } = batch;
    if (payload.isStale()) return Promise.resolve();
    const taken = this.listener.received({
      partition,
      messages: messages as unknown as readonly FetchedMessage[],
      high: BigInt(batch.highWatermark),
      next: BigInt(batch.lastOffset()) + 1n,
    });
    // Moves the fetch position only; what is committed is decided elsewhere.
    if (taken) payload.resolveOffset(batch.lastOffset());
    return Promise.resolve();
  }

  /** Offsets that hold no message, such as the end of a transaction: kafkajs passes over them without a word. */
  private passedOver({ partition, batchSize, lastOffset, highWatermark }: BatchEnd): void {
    if (batchSize > 0) return;
    this.listener.received({
      partition,
      messages: [],
      high: BigInt(highWatermark),
      next: BigInt(lastOffset) + 1n,
    });
  }
}
