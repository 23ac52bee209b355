import { murmur2 } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { partitionForKey } from '@ssbtek/messaging-kafka/driver';

it('is where the library, and so every other client, puts a key', () => {
  const keys = [
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'räksmörgås',
    ...Array.from({ length: 300 }, (_, n) => `key-${n}`),
  ];
  for (const key of keys)
    for (const partitions of [1, 3, 12, 64])
      expect(partitionForKey(key, partitions), key).toBe((murmur2(key) & 0x7fffffff) % partitions);
});
