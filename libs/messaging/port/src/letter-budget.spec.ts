import { expect, it } from 'vitest';
import { LetterBudget } from './letter-budget';

it('lets a few hundred dead letters through at once, and ten a second for ever', () => {
  let now = 0;
  const budget = new LetterBudget(() => now);
  const taken = (): number => Array.from({ length: 2000 }, () => budget.take()).filter(Boolean).length;
  expect(taken()).toBe(500);
  now = 1000;
  expect(taken()).toBe(10);
  now = 3_600_000;
  expect(taken()).toBe(500);
});
