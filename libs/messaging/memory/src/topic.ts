import { MessageRefused, type TopicSettings } from '@ssbtek/messaging';
import { MemoryGroup } from './group';
import type { Network } from './network';
import { PartitionLog } from './partition-log';

/** What every group is done with is kept up to this many bytes per topic, for groups that come later. */
const KEEP_BYTES = 16 * 1024 * 1024;

/** A topic's partitions and groups. */
export class MemoryTopic {
  readonly groups = new Map<string, MemoryGroup>();
  private logs: readonly PartitionLog[];

  constructor(
    readonly settings: TopicSettings,
    private readonly network: Network,
  ) {
    this.logs = emptyLogs(settings.partitions);
  }

  /** How many it has now. */
  get partitions(): number {
    return this.logs.length;
  }

  get bytes(): number {
    return this.logs.reduce((sum, log) => sum + log.bytes, 0);
  }

  log(partition: number): PartitionLog {
    const log = this.logs[partition];
    if (!log) throw new MessageRefused('no-such-partition');
    return log;
  }

  /** Fault: everything in it is lost, and what groups have committed; offsets begin anew. */
  lose(): void {
    this.logs = emptyLogs(this.partitions);
    for (const group of this.groups.values()) group.committed.clear();
  }

  /** Partitions are added: there are so many afterwards. */
  grow(partitions: number): void {
    this.logs = [...this.logs, ...emptyLogs(partitions - this.partitions)];
  }

  /** Where keys are spread to. */
  get keyPartitions(): number {
    return this.settings.keysStay ? this.settings.partitions : this.partitions;
  }

  group(name: string): MemoryGroup {
    const known = this.groups.get(name) ?? new MemoryGroup(() => this.partitions, this.network);
    this.groups.set(name, known);
    return known;
  }

  /** Retention by time, and by size for what no group needs any more: memory stays bounded. */
  sweep(now: number): void {
    // A topic that is there for people only has no group to wait for.
    const mayDrop = this.groups.size > 0 || this.settings.readers.length === 0;
    const tooMuch = mayDrop && this.bytes > KEEP_BYTES;
    if (this.settings.cleanup?.includes('compact')) for (const log of this.logs) log.compact();
    this.logs.forEach((log, partition) =>
      log.drop(now - this.settings.retentionMs, tooMuch ? this.neededFrom(partition) : 0n),
    );
  }

  private neededFrom(partition: number): bigint {
    const needs = [...this.groups.values()].map((group) => group.needsFrom(partition));
    return needs.reduce((least, offset) => (offset < least ? offset : least), this.log(partition).high);
  }
}

const emptyLogs = (count: number): readonly PartitionLog[] =>
  Array.from({ length: Math.max(0, count) }, () => new PartitionLog());
