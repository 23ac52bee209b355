import { describe, expect, it } from 'vitest';
import { callTime, defaultBudget } from './budget';

describe('time budgets (architecture 4)', () => {
  it('nest by default: 25 s > 23 s > 20 s > 2 s', () => {
    expect(defaultBudget(25_000)).toEqual({
      ingressMs: 25_000,
      aggregatorMs: 23_000,
      agencyMs: 20_000,
      connectMs: 2000,
    });
  });
  it('connecting gets a quarter of a short deadline', () => {
    expect(defaultBudget(1000).connectMs).toBe(250);
  });
  it.each([
    ['the whole budget while there is time', 0, 20_000, 22_900, true],
    ['what is left when less is left', 10_000, 12_642, 12_900, true],
    ['too little to be judged by when less than half is left', 13_000, 9702, 9900, false],
    ['nothing after the deadline', 23_000, -98, -100, false],
  ])('a call gets %s', (_, now, agencyMs, atMostMs, fair) => {
    expect(callTime(now, 23_000, 20_000, 100)).toEqual({ agencyMs, atMostMs, fair });
  });
});
