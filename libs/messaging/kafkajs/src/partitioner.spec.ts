import { Partitioners, type PartitionerArgs } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { isUnknownPartition, partitionerFor } from './partitioner';

const TOPIC = 'ssbtek.inquiry.v1';

/** What a partitioner is asked about a message, where a topic has so many partitions. */
const about = (count: number, message: PartitionerArgs['message']): PartitionerArgs => ({
  topic: TOPIC,
  partitionMetadata: Array.from({ length: count }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  })),
  message,
});

describe('where a message goes', () => {
  const keys = ['', 'a', 'räksmörgås', ...Array.from({ length: 300 }, (_, n) => `key-${n}`)];

  it('is where kafkajs puts its key', () => {
    const [ours, theirs] = [partitionerFor(new Map())(), Partitioners.DefaultPartitioner()];
    for (const key of keys)
      for (const count of [1, 3, 12, 64]) {
        const asked = about(count, { key, value: null });
        expect(ours(asked), key).toBe(theirs(asked));
      }
  });

  it('is among the first partitions where keys are spread over so many', () => {
    const ours = partitionerFor(new Map([[TOPIC, 3]]))();
    const theirs = Partitioners.DefaultPartitioner();
    for (const key of keys)
      expect(ours(about(12, { key, value: null })), key).toBe(theirs(about(3, { key, value: null })));
    expect(ours(about(1, { key: 'x', value: null }))).toBe(0);
  });

  it('is its own partition, as long as there is one', () => {
    const ours = partitionerFor(new Map())();
    expect(ours(about(3, { key: 'x', value: null, partition: 2 }))).toBe(2);
    let error: unknown;
    try {
      ours(about(3, { key: 'x', value: null, partition: 3 }));
    } catch (thrown) {
      error = thrown;
    }
    expect(isUnknownPartition(error)).toBe(true);
  });
});
