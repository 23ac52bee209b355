import { expect, it } from 'vitest';
import { failed, type Composite } from '@ssbtek/core';
import { agenciesText, serverTiming } from './inquiry-outcome';

const composite: Composite = {
  inquiryId: 'x',
  outcomes: [
    { kod: 'af', outcome: { type: 'data', data: { form: 'test', anropad: true }, durationMs: 52 } },
    { kod: 'csn', outcome: { ...failed({ kind: 'timeout' }), durationMs: 18_400 } },
    { kod: 'fk', outcome: failed({ kind: 'timeout' }) },
  ],
};

it('says in the log what became of each agency and how long it took', () => {
  expect(agenciesText(composite)).toBe('af data 52 ms, csn timeout 18400 ms, fk timeout');
});

it('does not call data what a test question did not reach', () => {
  const outcomes = [
    { kod: 'af', outcome: { type: 'data', data: { form: 'test', anropad: false } } } as const,
  ];
  expect(agenciesText({ ...composite, outcomes })).toBe('af not-called');
});

it('says the times to the caller, where they are known', () => {
  expect(serverTiming(composite)).toBe('af;dur=52, csn;dur=18400');
  expect(serverTiming({ ...composite, outcomes: [] })).toBe('');
});
