import type { Agenda } from './agenda.ts';
import type { AgencyMood } from './agency.ts';
import { Autoscaler, reportedLag, SYNC_MS, type ScalingRule } from './autoscaler.ts';
import { Partition, type Message } from './partition.ts';
import { Replica, type Fate, type WorkerNumbers } from './replica.ts';

/** What a group's replicas are counted by. */
export type Metric =
  /** Messages after the committed offsets: what KEDA's Kafka trigger reads from the broker. */
  | 'committed lag'
  /** Messages not done, as the workers themselves count them, seen through Prometheus. */
  | 'unfinished messages';

/** Numbers of a group of workers; times in ms. */
export interface GroupNumbers {
  readonly worker: WorkerNumbers;
  readonly partitions: number;
  readonly commitEveryMs: number;
  /** From the decision to a process that reads: scheduling, image on the node, start, joining. */
  readonly podStartMs: number;
  /** While partitions are dealt out anew nobody begins anything. */
  readonly rebalanceMs: number;
  /** Age that a value read through Prometheus may have. */
  readonly scrapeMs: number;
  /** Undefined: the replicas stay as many as the rule's minimum. */
  readonly metric: Metric | undefined;
  readonly rule: ScalingRule;
}

/** What a group needs from the world. */
export interface GroupWorld {
  readonly agenda: Agenda;
  readonly random: () => number;
  readonly mood: () => AgencyMood;
  readonly over: (fate: Fate, waitedMs: number) => void;
}

/** The workers of one agency: one consumer group, one Deployment, one autoscaler. */
export class Group {
  readonly partitions: readonly Partition[];
  private readonly autoscaler: Autoscaler;
  private readonly members: Replica[] = [];
  private wanted: number;
  private dealing = 0;
  private scraped = 0;
  rebalances = 0;

  constructor(
    private readonly numbers: GroupNumbers,
    private readonly world: GroupWorld,
  ) {
    const { rule, partitions, commitEveryMs, metric, scrapeMs } = numbers;
    const { agenda } = world;
    this.partitions = Array.from({ length: partitions }, () => new Partition());
    this.autoscaler = new Autoscaler(rule);
    this.wanted = rule.minReplicas;
    for (let i = 0; i < this.wanted; i += 1) this.members.push(new Replica(numbers.worker, world));
    this.deal();
    agenda.every(commitEveryMs, () => this.commit());
    if (metric === 'unfinished messages') agenda.every(scrapeMs, () => (this.scraped = this.unfinished));
    if (metric) agenda.every(SYNC_MS, () => this.sync());
  }

  /** Replicas that there are to be, whether they have started or not. */
  get replicas(): number {
    return this.wanted;
  }

  get lag(): number {
    return this.partitions.reduce((sum, { lag }) => sum + lag, 0);
  }

  /** Messages that nobody has begun. */
  get waiting(): number {
    return this.partitions.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  get unfinished(): number {
    return this.waiting + this.members.reduce((sum, { inFlight }) => sum + inFlight, 0);
  }

  append(message: Message): void {
    this.partitions[message.partition]?.append(message);
    if (this.dealing === 0) this.ownerOf(message.partition)?.pump();
  }

  /** Changes the number of replicas by hand. */
  scaleTo(replicas: number): void {
    const { agenda } = this.world;
    const more = replicas - this.wanted;
    this.wanted = replicas;
    if (more > 0) agenda.after(this.numbers.podStartMs, () => this.join(more));
    else if (more < 0) {
      for (const leaving of this.members.splice(replicas)) leaving.assign([]);
      this.rebalance();
    }
  }

  private sync(): void {
    const { metric, rule } = this.numbers;
    const total =
      metric === 'committed lag'
        ? reportedLag(
            this.partitions.map(({ lag }) => lag),
            rule.lagThreshold,
          )
        : this.scraped;
    const next = this.autoscaler.sync(this.world.agenda.now, this.wanted, total);
    if (next !== this.wanted) this.scaleTo(next);
  }

  private join(count: number): void {
    const room = Math.max(0, Math.min(count, this.wanted - this.members.length));
    if (room === 0) return;
    for (let i = 0; i < room; i += 1) this.members.push(new Replica(this.numbers.worker, this.world));
    this.rebalance();
  }

  /** What is begun is finished by whoever began it; the partitions are read again when they are dealt out. */
  private rebalance(): void {
    this.rebalances += 1;
    this.dealing += 1;
    for (const member of this.members) member.assign([]);
    for (const partition of this.partitions) partition.handOver();
    this.world.agenda.after(this.numbers.rebalanceMs, () => {
      this.dealing -= 1;
      if (this.dealing === 0) this.deal();
    });
  }

  private deal(): void {
    this.members.forEach((member, i) => {
      member.assign(this.partitions.filter((_, partition) => partition % this.members.length === i));
    });
  }

  private commit(): void {
    if (this.dealing === 0) for (const partition of this.partitions) partition.commit();
  }

  private ownerOf(partition: number): Replica | undefined {
    return this.members[partition % this.members.length];
  }
}
