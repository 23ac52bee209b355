import { expect, it } from 'vitest';
import type { Composite } from '@ssbtek/core';
import { agenciesText, serverTiming } from './inquiry-outcome';

const composite = {
  inquiryId: 'x',
  outcomes: [
    { kod: 'af', outcome: { type: 'data', data: new Uint8Array(), durationMs: 52 } },
    { kod: 'csn', outcome: { type: 'error', failure: { kind: 'timeout' }, durationMs: 18_400 } },
    { kod: 'fk', outcome: { type: 'error', failure: { kind: 'timeout' } } },
  ],
} as unknown as Composite;

it('says in the log what became of each agency and how long it took', () => {
  expect(agenciesText(composite)).toBe('af data 52 ms, csn timeout 18400 ms, fk timeout');
});

it('says the times to the caller, where they are known', () => {
  expect(serverTiming(composite)).toBe('af;dur=52, csn;dur=18400');
  expect(serverTiming({ ...composite, outcomes: [] })).toBe('');
});
