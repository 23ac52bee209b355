import { describe, expect, it } from 'vitest';
import { callBudgetMs, defaultBudget } from './budget';

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
    ['the whole budget while there is time', 0, 23_000, 20_000],
    ['what is left when less is left', 10_000, 23_000, 12_900],
    ['nothing after the deadline', 23_000, 23_000, -100],
  ])('a call gets %s', (_, now, deadline, expected) => {
    expect(callBudgetMs(now, deadline, 20_000, 100)).toBe(expected);
  });
});
