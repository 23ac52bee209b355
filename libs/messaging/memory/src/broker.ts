import {
  MessageRefused,
  TOPICS,
  type BusEvents,
  type ConsumeOptions,
  type Outgoing,
  type TopicSettings,
} from '@ssbtek/messaging';
import { MemoryBus } from './bus';
import { MemoryGroup } from './group';
import { PartitionLog } from './partition-log';
import { partitionForKey } from './partition-for-key';
import { MemoryReader } from './reader';

/** What every group is done with is kept up to this many bytes per topic, for groups that come later. */
const KEEP_BYTES = 16 * 1024 * 1024;

/** A topic's partitions and groups. */
export class MemoryTopic {
  readonly groups = new Map<string, MemoryGroup>();
  private readonly logs: readonly PartitionLog[];

  constructor(readonly settings: TopicSettings) {
    this.logs = Array.from({ length: settings.partitions }, () => new PartitionLog());
  }

  get bytes(): number {
    return this.logs.reduce((sum, log) => sum + log.bytes, 0);
  }

  log(partition: number): PartitionLog {
    const log = this.logs[partition];
    if (!log) throw new MessageRefused('no-such-partition');
    return log;
  }

  group(name: string): MemoryGroup {
    const known = this.groups.get(name) ?? new MemoryGroup(this.settings.partitions);
    this.groups.set(name, known);
    return known;
  }

  /** Retention by time, and by size for what no group needs any more: memory stays bounded. */
  sweep(now: number): void {
    // A topic that is there for people only has no group to wait for.
    const mayDrop = this.groups.size > 0 || this.settings.readers.length === 0;
    const tooMuch = mayDrop && this.bytes > KEEP_BYTES;
    this.logs.forEach((log, partition) =>
      log.drop(now - this.settings.retentionMs, tooMuch ? this.neededFrom(partition) : 0n),
    );
  }

  private neededFrom(partition: number): bigint {
    const needs = [...this.groups.values()].map((group) => group.needsFrom(partition));
    return needs.reduce((least, offset) => (offset < least ? offset : least), this.log(partition).high);
  }
}

/** A broker in memory: topics, groups, offsets. Several buses share it, as processes share a Kafka. */
export class MemoryBroker {
  private readonly topics = new Map<string, MemoryTopic>();
  private readonly readers = new Set<MemoryReader>();
  private readonly buses = new Set<MemoryBus>();
  private up = true;

  /** @param now the broker's clock, ms since epoch */
  constructor(
    topics: readonly TopicSettings[] = TOPICS,
    readonly now: () => number = Date.now,
  ) {
    for (const settings of topics) this.createTopic(settings);
  }

  get isUp(): boolean {
    return this.up;
  }

  createTopic(settings: TopicSettings): void {
    this.topics.set(settings.name, new MemoryTopic(settings));
  }

  /** One more client, as one more process would be. */
  bus(events: BusEvents = {}): MemoryBus {
    const bus = new MemoryBus(this, events);
    this.buses.add(bus);
    events.connected?.(this.up);
    return bus;
  }

  /** Fault: nothing can be published, read or committed until {@link start}. */
  stop(): void {
    this.up = false;
    for (const bus of this.buses) bus.events.connected?.(false);
  }

  start(): void {
    this.up = true;
    for (const bus of this.buses) bus.events.connected?.(true);
    for (const reader of this.readers) reader.wake();
  }

  topic(name: string): MemoryTopic {
    const topic = this.topics.get(name);
    if (!topic) throw new Error(`no such topic: ${name}`);
    return topic;
  }

  /** All or none: a message that cannot be taken stops the others of the call. */
  append(messages: readonly Outgoing[]): void {
    const placed = messages.map((message) => {
      const topic = this.topic(message.topic);
      if (message.value.length > topic.settings.maxMessageBytes) throw new MessageRefused('too-large');
      const partition = message.partition ?? partitionForKey(message.key, topic.settings.partitions);
      return { message, topic, partition, log: topic.log(partition) };
    });
    const appendedAt = this.now();
    for (const { message, partition, log } of placed) log.append({ ...message, partition, appendedAt });
    for (const topic of new Set(placed.map((place) => place.topic))) topic.sweep(appendedAt);
    for (const reader of this.readers) reader.wake();
  }

  read(options: ConsumeOptions, bus: MemoryBus): MemoryReader {
    const topic = this.topic(options.topic);
    const group = topic.group(options.group);
    const reader = new MemoryReader(this, topic, group, options, bus);
    this.readers.add(reader);
    group.join(reader);
    return reader;
  }

  forget(reader: MemoryReader): void {
    this.readers.delete(reader);
  }

  disconnect(bus: MemoryBus): void {
    this.buses.delete(bus);
  }
}
