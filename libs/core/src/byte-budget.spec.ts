import { describe, expect, it } from 'vitest';
import { ByteBudget, Holding } from './byte-budget';

describe('a budget in bytes', () => {
  it('gives room up to its bound, and takes nothing when there is none', () => {
    const budget = new ByteBudget(10);
    expect([budget.take(6), budget.take(5), budget.held]).toEqual([true, false, 6]);
    expect([budget.take(4), budget.held, budget.fits(1)]).toEqual([true, 10, false]);
    budget.give(6);
    expect([budget.held, budget.fits(6)]).toEqual([4, true]);
    budget.force(20);
    expect(budget.held).toBe(24);
  });

  it('gets back once what somebody held, and no more of them', () => {
    const budget = new ByteBudget(10);
    const holding = new Holding(budget);
    expect([holding.take(3), holding.take(8), holding.take(4)]).toEqual([true, false, true]);
    expect(budget.held).toBe(7);
    holding.end();
    holding.end();
    expect([holding.take(1), budget.held]).toEqual([false, 0]);
  });
});
