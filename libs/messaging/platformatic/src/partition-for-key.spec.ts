import { murmur2 } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { partitionForKey } from './partition-for-key';

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

it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['abc', 479470107],
])("%s is hashed as by Kafka's own client", (key, hash) => {
  expect(partitionForKey(key, 2 ** 31)).toBe(hash & 0x7fffffff);
});
