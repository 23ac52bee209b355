import { expect, it } from 'vitest';
import { p99ByPiece, secondsUntilWarm } from './cold.ts';

it('p99 by piece; the rest belongs to the last one', () => {
  expect(p99ByPiece([9, 1, 2, 2, 3], 2)).toEqual([9, 3]);
  expect(p99ByPiece([5], 2)).toEqual([5]);
});

it.each([
  [[900, 300, 190, 250], 4],
  [[100], 0],
  [[900], undefined],
])('warm is what is within twice the warm p99: %s', (p99, seconds) => {
  expect(secondsUntilWarm({ p99 }, 100)).toBe(seconds);
});
