import { describe, expect, it } from 'vitest';
import { defaultMaxBytes } from './memory';

const MIB = 1024 * 1024;

describe('what a role may hold when nothing is said', () => {
  it.each([
    ['a quarter of the limit', 768 * MIB, 16_384 * MIB, 192 * MIB],
    ['a quarter of 1 GiB without a limit', 0, 16_384 * MIB, 256 * MIB],
    ['the same with a limit above what the machine has', 2 ** 62, 16_384 * MIB, 256 * MIB],
    ['less on a small machine', 0, 512 * MIB, 128 * MIB],
  ])('is %s', (_, limit, total, expected) => {
    expect(defaultMaxBytes(limit, total)).toBe(expected);
  });
});
