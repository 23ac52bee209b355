import { KafkaJSProtocolError, type ICustomPartitioner } from 'kafkajs';
import { partitionForKey } from '@ssbtek/messaging-kafka/driver';

/** By this word kafkajs asks the brokers again what partitions there are, and tries once more. */
const STALE = { type: 'UNKNOWN_TOPIC_OR_PARTITION', code: 3, retriable: true, message: 'unknown partition' };

class UnknownPartition extends KafkaJSProtocolError {
  constructor() {
    super(STALE as never);
  }
}

/** True when a message was for a partition that is not there, and the brokers were asked whether it is. */
export function isUnknownPartition(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  return error instanceof UnknownPartition || (cause !== undefined && isUnknownPartition(cause));
}

/**
 * Where messages go: to their own partition, or where their key decides. kafkajs drops messages for partitions that it
 * has not heard of, such as those of an ingress that has started after partitions were added; these make it ask.
 */
export function partitionerFor(spread: ReadonlyMap<string, number>): ICustomPartitioner {
  return () =>
    ({ topic, partitionMetadata, message: { key, partition } }) => {
      if (partition === undefined || partition === null) {
        const count = partitionMetadata.length;
        return partitionForKey(String(key), Math.min(count, spread.get(topic) ?? count));
      }
      if (!partitionMetadata.some(({ partitionId }) => partitionId === partition))
        throw new UnknownPartition();
      return partition;
    };
}
