import type { Outgoing } from '@ssbtek/messaging';
import type { LearnedClock } from './clock';
import type { Append, KafkaProducer } from './driver';
import { refusalOf } from './refusal';
import type { TopicWatch } from './topic-watch';
import { settleSoon } from './within';

/** One producer and what became of it: thrown away when its connection fails. */
export class Session {
  private readonly ended = Promise.withResolvers<never>();

  constructor(
    private readonly producer: KafkaProducer,
    private readonly clock: LearnedClock,
    private readonly watch: TopicWatch,
  ) {
    this.ended.promise.catch(() => undefined);
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  /**
   * Resolves when all in-sync replicas have the messages. Each acknowledgement also teaches the clock.
   * @throws MessageRefused when the broker will never take them
   */
  async send(messages: readonly Outgoing[]): Promise<void> {
    const sentAt = this.clock.read();
    const acks = await this.transmit(messages);
    const acknowledgedAt = this.clock.read();
    for (const { topic, appendedAt } of acks) {
      if (appendedAt > 0) this.clock.compare(sentAt, acknowledgedAt, appendedAt);
      this.watch.seen(topic, appendedAt > 0 ? 'append' : 'create');
    }
  }

  /** Everything under way fails at once; the connection is closed as far as it lets itself be closed. */
  async end(): Promise<void> {
    this.ended.reject(new Error('session ended'));
    await settleSoon(this.producer.close());
  }

  private async transmit(messages: readonly Outgoing[]): Promise<readonly Append[]> {
    try {
      return await Promise.race([this.producer.send(messages), this.ended.promise]);
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }
}
