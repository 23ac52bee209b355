import { describe, expect, it } from 'vitest';
import { MAX_BUDGET_MS } from '@ssbtek/core';
import { checkTimely, deadlineOf, isStale, nobodyWaitsAfter } from './freshness';

const asked = { askedAt: 1_000_000, budgetMs: 23_000 };
const appended = (afterMs: number) => ({ appendedAt: asked.askedAt + afterMs });

describe('whether a message is of its time', () => {
  it('counts the deadline from the append, which a copy cannot put off', () => {
    expect(deadlineOf(appended(5), asked)).toBe(1_023_005);
    expect(deadlineOf(appended(900), asked)).toBe(1_023_900);
    expect(deadlineOf(appended(20_000), asked)).toBe(1_025_000);
    expect(nobodyWaitsAfter(asked)).toBe(1_025_000);
  });

  it.each([-1500, 0, 5, 22_000, 25_000])('takes what was appended %d ms after it was asked', (afterMs) => {
    expect(() => checkTimely(appended(afterMs), asked)).not.toThrow();
    expect(isStale(appended(afterMs), asked)).toBe(false);
  });

  it.each([
    ['a copy made when nobody waits any more', appended(25_001), asked, 'stale'],
    ['a copy of yesterday', appended(86_400_000), asked, 'stale'],
    ['a question of tomorrow', appended(-86_400_000), asked, 'implausible'],
    ['more time than any inquiry has', appended(0), { ...asked, budgetMs: MAX_BUDGET_MS + 1 }, 'implausible'],
  ])('refuses %s', (_, message, routing, reason) => {
    expect(() => checkTimely(message, routing)).toThrow(reason);
  });
});
