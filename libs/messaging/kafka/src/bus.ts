import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import {
  BusUnavailable,
  type ConsumeOptions,
  type Consumption,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';
import { FAIL_SOON, kafkaClient } from './client';
import { LearnedClock } from './clock';
import { Link } from './link';
import type { KafkaOptions } from './options';
import { KafkaReader } from './reader';
import { isNotAllowed } from './refusal';
import { settleSoon } from './within';

const PUBLISH_TIMEOUT_MS = 5000;
const ASK_AGAIN_MS = 300;

/** The mesh's bus over Kafka. Starts at once and connects by itself, now and after every outage. */
class KafkaBus implements MessageBus {
  readonly clock = new LearnedClock();
  private readonly link: Link;
  private readonly readers = new Set<KafkaReader>();
  private readonly given = new AbortController();

  constructor(private readonly options: KafkaOptions) {
    this.link = new Link(options, this.clock);
  }

  connected(): boolean {
    return this.link.connected();
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
    await this.link.close();
    this.options.tls?.close();
  }

  private async ask(topic: string): Promise<number | undefined> {
    const manner = { events: this.options.events, retry: FAIL_SOON, given: this.given.signal };
    const admin: Admin = kafkaClient(this.options, manner).admin();
    try {
      await admin.connect();
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length;
    } catch (error) {
      if (isNotAllowed(error)) this.options.events?.notAllowed?.('read', topic);
      return undefined;
    } finally {
      void settleSoon(admin.disconnect());
    }
  }
}

/** A bus over Kafka (kafkajs behind the port). Returns at once; {@link MessageBus.connected} tells the rest. */
export const kafkaBus = (options: KafkaOptions): MessageBus => new KafkaBus(options);
