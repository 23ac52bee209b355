import { setTimeout as sleep } from 'node:timers/promises';
import type { PartitionBounds } from '@ssbtek/messaging';
import {
  KafkaTrouble,
  type ConsumerListener,
  type ConsumerWish,
  type KafkaConnection,
  type KafkaConsumer,
} from '@ssbtek/messaging-kafka/driver';
import { Cluster } from './cluster';
import { FetchLoops } from './fetch-loops';
import { Group } from './group';
import { offsetsAt } from './offsets';

/** A join may take as long as members have to come back, and a little. */
const JOIN_SLACK_MS = 5000;

/** One membership: heartbeats and joins in one task, fetches in others. */
export class PlatformaticConsumer implements KafkaConsumer {
  private readonly cluster: Cluster;
  private readonly group: Group;
  private readonly loops: FetchLoops;
  private readonly closing = new AbortController();
  private partitions: readonly number[] = [];

  constructor(
    connection: KafkaConnection,
    private readonly wanted: ConsumerWish,
    private readonly listener: ConsumerListener,
  ) {
    const requestTimeoutMs = wanted.rebalanceTimeout + JOIN_SLACK_MS;
    this.cluster = new Cluster(connection, { ...wanted, requestTimeoutMs });
    this.group = new Group(this.cluster, wanted, this.closing.signal);
    this.loops = new FetchLoops(this.cluster, wanted, listener, {
      outOfRange: () => this.assigned(this.partitions),
      failed: (error) => this.listener.crashed(error),
    });
  }

  async run(): Promise<void> {
    await this.cluster.topic(this.wanted.topic);
    await this.join();
    void this.beat();
  }

  seek(partition: number, offset: bigint): void {
    this.loops.seek(partition, offset);
  }

  hold(partitions: readonly number[], still: boolean): void {
    this.loops.hold(partitions, still);
  }

  commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    return this.group.commit(offsets);
  }

  async lookUp(partitions: readonly number[]): Promise<ReadonlyMap<number, PartitionBounds>> {
    if (partitions.length === 0) return new Map();
    const { cluster, wanted } = this;
    const committed = wanted.commits ? await this.group.offsets(partitions) : new Map<number, bigint>();
    const low = await offsetsAt(cluster, wanted.topic, partitions, 'low');
    const high = await offsetsAt(cluster, wanted.topic, partitions, 'high');
    return new Map(
      partitions.map((partition) => {
        const [from, to] = [low.get(partition), high.get(partition)];
        if (from === undefined || to === undefined) throw new KafkaTrouble('INCOMPLETE_ANSWER', false);
        return [partition, { committed: committed.get(partition), low: from, high: to }];
      }),
    );
  }

  ends(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    return offsetsAt(this.cluster, this.wanted.topic, partitions, 'high');
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.loops.end();
    try {
      await this.group.leave();
    } finally {
      this.cluster.close();
    }
  }

  private async join(): Promise<void> {
    const partitions = await this.group.join();
    if (!this.closing.signal.aborted) this.assigned(partitions);
  }

  private assigned(partitions: readonly number[]): void {
    this.partitions = partitions;
    this.loops.begin(partitions);
    this.listener.joined(partitions);
  }

  private async beat(): Promise<void> {
    const { signal } = this.closing;
    const { heartbeatInterval } = this.wanted;
    try {
      for (;;) {
        await sleep(heartbeatInterval, undefined, { signal });
        if ((await this.group.heartbeat()) || (await this.group.hasGrown())) await this.joinAgain();
        else if (this.loops.idle) this.saySo();
      }
    } catch (error) {
      if (!signal.aborted) this.listener.crashed(error);
    }
  }

  private async joinAgain(): Promise<void> {
    this.loops.end();
    this.listener.rebalancing();
    await this.group.committed();
    await this.join();
  }

  /** Nothing is fetched, on purpose: reading works as well as it can. */
  private saySo(): void {
    this.listener.sign();
    this.listener.fetched();
  }
}
