import {
  BusUnavailable,
  ConsumptionCore,
  type BusEvents,
  type ConsumeOptions,
  type Consumption,
  type Driver,
  type MessageBus,
} from '@ssbtek/messaging';
import type { GroupMember, MemoryGroup } from './group';
import type { Network, NetworkClient } from './network';
import type { MemoryTopic } from './topic';

/** Messages handed over per partition and turn of the event loop. */
const FETCH_COUNT = 100;

/** The client that reads. */
export type ReaderClient = MessageBus & NetworkClient & { readonly events: BusEvents };

/** Where a reader lives: while it is not up, nothing is fetched or committed. */
export interface ReadersHome {
  readonly isUp: boolean;
  readonly network: Network;
  forget(reader: MemoryReader): void;
}

/** One member of a group: fetches and commits for its {@link ConsumptionCore}. */
export class MemoryReader implements Driver, GroupMember {
  readonly consumption: Consumption;
  readonly pinned: number | undefined;
  readonly memoryless: boolean;
  private readonly core: ConsumptionCore;
  private positions = new Map<number, bigint>();
  private paused = false;
  private scheduled = false;
  private left = false;
  private generation = 0;
  /** It has read from where a partition no longer reaches, and looks up anew where all of them stand. */
  private lookingUp = false;

  constructor(
    private readonly broker: ReadersHome,
    private readonly topic: MemoryTopic,
    private readonly group: MemoryGroup,
    private readonly options: ConsumeOptions,
    readonly client: ReaderClient,
  ) {
    this.pinned = options.pinnedPartition;
    this.memoryless = options.commit === false;
    this.core = new ConsumptionCore(options, { bus: client, events: client.events, driver: this });
    this.consumption = this.core;
  }

  reads(partition: number): boolean {
    return this.positions.has(partition);
  }

  position(partition: number): bigint {
    return this.positions.get(partition) ?? 0n;
  }

  rebalancing(): void {
    this.core.rebalancing();
  }

  /** Whether a message that has come to a partition of a topic is for this reader. */
  wants(topic: string, partition: number): boolean {
    return topic === this.topic.settings.name && this.positions.has(partition);
  }

  isOf(topic: string): boolean {
    return topic === this.topic.settings.name;
  }

  /** Nothing is heard of it: the others get its partitions, and it goes on as if they were its own. */
  vanish(): void {
    this.group.leave(this);
  }

  /** It asks for partitions again. */
  again(): void {
    if (!this.left) this.group.join(this);
  }

  /** A rebalance: reading starts again where the core says, kept partitions where they stood. */
  assign(partitions: readonly number[], generation: number): void {
    if (this.left) return;
    this.lookingUp = false;
    this.generation = generation;
    this.client.events.rebalanced?.(this.options.group);
    this.core.assigned(partitions);
    const committed = (partition: number) =>
      this.memoryless ? undefined : this.group.committed.get(partition);
    this.positions = new Map(
      partitions.map((partition) => [
        partition,
        this.core.attached(partition, this.topic.log(partition).bounds(committed(partition))),
      ]),
    );
    this.core.fetching();
    this.wake();
  }

  /** There may be something to read. */
  wake(): void {
    if (this.scheduled || this.paused || this.left) return;
    this.scheduled = true;
    this.broker.network.toClient(this.client, 'fetched', () => {
      this.scheduled = false;
      this.fetch();
    });
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    // As it is now: by the time it arrives the group may have dealt again.
    const { generation } = this;
    return this.broker.network.commit(this.client, () => {
      if (this.left || !this.broker.isUp) throw new BusUnavailable('no commit');
      if (!this.group.takes(this, generation)) throw new BusUnavailable('no commit', 'ILLEGAL_GENERATION');
      for (const [partition, offset] of offsets) this.group.committed.set(partition, offset);
    });
  }

  close(): Promise<void> {
    this.leave();
    return Promise.resolve();
  }

  /** Gone without a commit, as when a process dies: the others get what was unfinished. */
  crash(): void {
    this.core.end();
    this.leave();
  }

  private leave(): void {
    this.left = true;
    this.positions.clear();
    this.broker.forget(this);
    this.group.leave(this);
  }

  /** As Kafka's clients: what they hold is looked up as after a rebalance. */
  private lookUp(): void {
    const { generation } = this;
    this.lookingUp = true;
    this.broker.network.toClient(this.client, 'assigned', () => {
      if (generation === this.generation) this.assign([...this.positions.keys()], generation);
    });
  }

  private fetch(): void {
    if (this.paused || this.left || this.lookingUp || !this.broker.isUp) return;
    let more = false;
    for (const [partition, position] of [...this.positions]) {
      const log = this.topic.log(partition);
      if (position < log.low) return this.lookUp();
      this.core.sawEnd(partition, log.high);
      const messages = log.read(position, FETCH_COUNT);
      const last = messages.at(-1);
      if (!last) continue;
      this.positions.set(partition, last.offset + 1n);
      more ||= last.offset + 1n < log.high;
      this.core.received(partition, messages, log.high);
      if (this.paused || this.left) return;
    }
    if (more) this.wake();
  }
}
