import { expect, it } from 'vitest';
import { overview, tookIn } from './overview';

it.each([
  ['af;dur=52, csn;dur=18400', { af: 52, csn: 18_400 }],
  ['af;dur=0', { af: 0 }],
  ['total;desc="all";dur=1, AF;dur=2, af;dur=x, <b>;dur=1', {}],
  [`${'x;dur=1, '.repeat(200)}af;dur=1`, { x: 1 }],
  ['', {}],
])('reads times in %j', (text, times) => {
  expect(Object.fromEntries(tookIn({ 'server-timing': text }))).toEqual(times);
});

it('has no times where none are known', () => {
  expect(tookIn({}).size).toBe(0);
  const svar = [{ svar: { type: 'data', shown: { datum: 'x', cut: false } } }] as const;
  const one = [{ element: 'AF', agency: undefined, svar }];
  expect(overview('sv', one, new Map()).text).not.toContain('Tid');
  expect(overview('sv', one, new Map([['af', 1]])).text).toContain('Tid');
});
