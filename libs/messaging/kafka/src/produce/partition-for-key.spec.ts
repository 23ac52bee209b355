import { expect, it } from 'vitest';
import { partitionForKey } from './partition-for-key';

it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['abc', 479470107],
])("%s is hashed as by Kafka's own client", (key, hash) => {
  expect(partitionForKey(key, 2 ** 31)).toBe(hash & 0x7fffffff);
});
