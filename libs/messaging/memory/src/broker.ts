import {
  BusUnavailable,
  MessageRefused,
  TOPICS,
  type BusEvents,
  type ConsumeOptions,
  type Incoming,
  type MessageBus,
  type Outgoing,
  type TopicSettings,
} from '@ssbtek/messaging';
import { MemoryBus, type BrokerOfBus } from './bus';
import { DIRECT, type Network } from './network';
import { partitionForKey } from './partition-for-key';
import { MemoryReader, type ReadersHome } from './reader';
import { MemoryTopic } from './topic';

/** The broker's word for a permission that is missing. */
const NOT_ALLOWED = 'TOPIC_AUTHORIZATION_FAILED';

/** A broker in memory: topics, groups, offsets. Several buses share it, as processes share a Kafka. */
export class MemoryBroker implements BrokerOfBus, ReadersHome {
  private readonly topics = new Map<string, MemoryTopic>();
  private readonly readers = new Set<MemoryReader>();
  private readonly buses = new Set<MemoryBus>();
  private readonly refusing = new Map<string, string>();
  private up = true;

  /** @param now the broker's clock, ms since epoch */
  constructor(
    topics: readonly TopicSettings[] = TOPICS,
    readonly now: () => number = Date.now,
    /** What lies between it and its clients. */
    readonly network: Network = DIRECT,
  ) {
    for (const settings of topics) this.createTopic(settings);
  }

  get isUp(): boolean {
    return this.up;
  }

  createTopic(settings: TopicSettings): void {
    this.topics.set(settings.name, new MemoryTopic(settings, this.network));
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

  /** Fault: nothing can be written to a topic until {@link takeWrites}; `code` is the broker's word for why. */
  refuseWrites(topic: string, code = 'NOT_ENOUGH_REPLICAS'): void {
    this.refusing.set(topic, code);
  }

  /** Fault: a topic and all that groups know of it is lost; readers are told when their group deals again. */
  lose(topic: string): void {
    this.topic(topic).lose();
    for (const reader of this.readers) if (reader.isOf(topic)) reader.again();
  }

  /** Partitions are added: there are so many afterwards. Who reads learns of it later than who writes. */
  grow(topic: string, partitions: number): void {
    this.topic(topic).grow(partitions);
    for (const reader of this.readers)
      if (reader.isOf(topic)) this.network.toClient(reader.client, 'grown', () => reader.again());
  }

  /** Fault: a partition begins at this offset from now on, whether or not somebody has read what stood before. */
  cutOff(topic: string, partition: number, below: bigint): void {
    this.topic(topic).log(partition).cutOff(below);
    this.wake({ topic, partition });
  }

  takeWrites(topic: string): void {
    this.refusing.delete(topic);
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
      const code = this.refusing.get(message.topic);
      if (code === NOT_ALLOWED) throw new MessageRefused('not-allowed');
      if (code !== undefined) throw new BusUnavailable('not acknowledged', code);
      if (message.value.length > topic.settings.maxMessageBytes) throw new MessageRefused('too-large');
      const partition = message.partition ?? partitionForKey(message.key, topic.keyPartitions);
      return { message, topic, partition, log: topic.log(partition) };
    });
    const appendedAt = this.now();
    for (const { message, partition, log } of placed) log.append({ ...message, partition, appendedAt });
    for (const topic of new Set(placed.map((place) => place.topic))) topic.sweep(appendedAt);
    for (const { message, partition } of placed) this.wake({ topic: message.topic, partition });
  }

  /**
   * Fault: something stands in a partition that nobody here has written: a copy, a stranger's, nothing that can be read.
   * @param offsets so many that it takes: a batch that cannot be read is one message
   */
  put(record: Omit<Incoming, 'offset' | 'appendedAt'>, offsets = 1): void {
    this.topic(record.topic)
      .log(record.partition)
      .append({ ...record, appendedAt: this.now() }, offsets);
    this.wake(record);
  }

  read(options: ConsumeOptions, bus: MemoryBus): MemoryReader {
    const topic = this.topic(options.topic);
    const group = topic.group(options.group);
    const reader = new MemoryReader(this, topic, group, options, bus);
    this.readers.add(reader);
    group.join(reader);
    return reader;
  }

  private wake({ topic, partition }: { readonly topic: string; readonly partition: number }): void {
    for (const reader of this.readers) if (reader.wants(topic, partition)) reader.wake();
  }

  forget(reader: MemoryReader): void {
    this.readers.delete(reader);
  }

  disconnect(bus: MemoryBus): void {
    this.buses.delete(bus);
  }
}

/** A bus over a broker of its own: all-in-one. */
export function memoryBus(topics: readonly TopicSettings[] = TOPICS, events: BusEvents = {}): MessageBus {
  return new MemoryBroker(topics).bus(events);
}
