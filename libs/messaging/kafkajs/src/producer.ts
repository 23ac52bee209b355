import type { Producer, RecordMetadata } from 'kafkajs';
import { MessageRefused, type Outgoing } from '@ssbtek/messaging';
import type { Append, KafkaConnection, KafkaProducer, ProducerManner } from '@ssbtek/messaging-kafka/driver';
import { FAIL_SOON, kafkaClient } from './client';
import { told } from './errors';
import { isUnknownPartition, partitionerFor } from './partitioner';

/** A producer of kafkajs. */
export class KafkajsProducer implements KafkaProducer {
  private readonly producer: Producer;
  private readonly ackTimeoutMs: number;

  constructor(connection: KafkaConnection, manner: ProducerManner) {
    this.ackTimeoutMs = manner.ackTimeoutMs;
    this.producer = kafkaClient(connection, { ...manner, retry: FAIL_SOON }).producer({
      createPartitioner: partitionerFor(manner.spread),
      allowAutoTopicCreation: false,
    });
  }

  connect(): Promise<void> {
    return told(this.producer.connect());
  }

  send(messages: readonly Outgoing[]): Promise<readonly Append[]> {
    return told(this.transmit(messages));
  }

  close(): Promise<void> {
    return told(this.producer.disconnect());
  }

  private async transmit(messages: readonly Outgoing[]): Promise<readonly Append[]> {
    const topicMessages = [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
      topic,
      messages: ofTopic.map(toKafka),
    }));
    try {
      const acks = await this.producer.sendBatch({ topicMessages, acks: -1, timeout: this.ackTimeoutMs });
      checkPartitions(messages, acks);
      return acks.map(({ topicName, logAppendTime }) => ({
        topic: topicName,
        appendedAt: Number(logAppendTime ?? -1),
      }));
    } catch (error) {
      throw isUnknownPartition(error) ? new MessageRefused('no-such-partition') : error;
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
