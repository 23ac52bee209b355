import { KafkaJSProtocolError, Partitioners, type ICustomPartitioner } from 'kafkajs';

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
  return () => {
    const byKey = Partitioners.DefaultPartitioner();
    return ({ topic, partitionMetadata, message }) => {
      const { partition } = message;
      if (partition === undefined || partition === null) {
        const among = partitionMetadata.slice(0, spread.get(topic));
        return byKey({ topic, partitionMetadata: among, message });
      }
      if (!partitionMetadata.some(({ partitionId }) => partitionId === partition))
        throw new UnknownPartition();
      return partition;
    };
  };
}
