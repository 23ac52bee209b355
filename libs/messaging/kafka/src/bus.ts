import { setTimeout as sleep } from 'node:timers/promises';
import {
  BusUnavailable,
  type ConsumeOptions,
  type Consumption,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';
import { LearnedClock } from './clock';
import { Link } from './link';
import type { KafkaOptions } from './options';
import { KafkaReader } from './reader';
import { isNotAllowed } from './refusal';
import { TopicWatch, type WatchedKafka } from './topic-watch';
import { settleSoon } from './within';

const PUBLISH_TIMEOUT_MS = 5000;
const ASK_AGAIN_MS = 300;

/** The mesh's bus over Kafka. Starts at once and connects by itself, now and after every outage. */
class KafkaBus implements MessageBus {
  readonly clock = new LearnedClock();
  private readonly link: Link;
  private readonly readers = new Set<KafkaReader>();
  private readonly given = new AbortController();

  private readonly options: WatchedKafka;

  constructor(options: KafkaOptions) {
    this.options = { ...options, watch: new TopicWatch(options) };
    this.link = new Link(this.options, this.clock);
  }

  connected(): boolean {
    return this.link.connected();
  }

  lacks(): readonly string[] {
    return this.options.watch.lacks();
  }

  async partitions(topic: string): Promise<number> {
    while (!this.given.signal.aborted) {
      const count = this.link.connected() ? await this.ask(topic) : undefined;
      if (count !== undefined) return count;
      await sleep(ASK_AGAIN_MS);
    }
    throw new BusUnavailable('closed');
  }

  publish(messages: readonly Outgoing[], timeoutMs = PUBLISH_TIMEOUT_MS): Promise<void> {
    return this.link.publish(messages, timeoutMs);
  }

  consume(options: ConsumeOptions): Promise<Consumption> {
    if (this.given.signal.aborted) return Promise.reject(new BusUnavailable('closed'));
    const reader = new KafkaReader(options, this.options, this);
    this.readers.add(reader);
    return Promise.resolve(reader);
  }

  async close(): Promise<void> {
    await Promise.all([...this.readers].map((reader) => reader.stop()));
    this.given.abort();
    this.options.watch.close();
    await this.link.close();
    this.options.tls?.close();
    this.options.login?.close();
  }

  private async ask(topic: string): Promise<number | undefined> {
    const { driver, events } = this.options;
    const admin = driver.admin(this.options, { events, given: this.given.signal });
    try {
      await admin.connect();
      return await admin.partitions(topic);
    } catch (error) {
      if (isNotAllowed(error)) this.options.events?.notAllowed?.('read', topic);
      return undefined;
    } finally {
      void settleSoon(admin.close());
    }
  }
}

/** A bus over Kafka, by the client library of its driver. Returns at once; {@link MessageBus.connected} tells the rest. */
export const kafkaBus = (options: KafkaOptions): MessageBus => new KafkaBus(options);
