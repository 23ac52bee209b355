import { Partitioners, type Kafka, type Producer, type RecordMetadata } from 'kafkajs';
import { MessageRefused, type Outgoing } from '@ssbtek/messaging';
import type { LearnedClock } from './clock';
import { refusalOf } from './refusal';
import { settleSoon } from './within';

const ACK_TIMEOUT_MS = 5000;

/** One producer and what became of it: thrown away when its connection fails. */
export class Session {
  private readonly producer: Producer;
  private readonly ended = Promise.withResolvers<never>();

  constructor(
    kafka: Kafka,
    private readonly clock: LearnedClock,
  ) {
    this.producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
    });
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
    for (const { logAppendTime } of acks) {
      const appendedAt = Number(logAppendTime ?? -1);
      if (appendedAt > 0) this.clock.compare(sentAt, acknowledgedAt, appendedAt);
    }
    checkPartitions(messages, acks);
  }

  /** Everything under way fails at once; the connection is closed as far as it lets itself be closed. */
  async end(): Promise<void> {
    this.ended.reject(new Error('session ended'));
    await settleSoon(this.producer.disconnect());
  }

  private async transmit(messages: readonly Outgoing[]): Promise<RecordMetadata[]> {
    const topicMessages = [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
      topic,
      messages: ofTopic.map(toKafka),
    }));
    try {
      const sent = this.producer.sendBatch({ topicMessages, acks: -1, timeout: ACK_TIMEOUT_MS });
      return await Promise.race([sent, this.ended.promise]);
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }
}

const toKafka = ({ key, value, headers, partition }: Outgoing) => ({
  key,
  value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  headers: { ...headers },
  ...(partition !== undefined && { partition }),
});

/** kafkajs drops a message for a partition that is not there without a word. */
function checkPartitions(messages: readonly Outgoing[], acks: readonly RecordMetadata[]): void {
  const acknowledged = new Set(acks.map(({ topicName, partition }) => `${topicName}/${partition}`));
  const dropped = messages.some(
    ({ topic, partition }) => partition !== undefined && !acknowledged.has(`${topic}/${partition}`),
  );
  if (dropped) throw new MessageRefused('no-such-partition');
}
