import { describe, expect, it, vi } from 'vitest';
import { auditKeys, type AnswerFacts } from '@ssbtek/audit';
import { contractVersion } from '@ssbtek/contract-versions';
import type { MessageBus } from '@ssbtek/messaging';
import { UNKNOWN_CALLER } from '@ssbtek/parties';
import { testTelemetry } from '@ssbtek/telemetry';
import type { Answered } from './answered';
import type { Asking } from './asking';
import { auditor } from './audit/auditor';
import { Faults } from './faults';
import { recorded } from './record';

const version = contractVersion('v1');
const inquiryId = '019a0000-0000-7000-8000-000000000000';

const asked = (startedAt: number): Asking =>
  ({
    ...{ inquiryId, version, startedAt },
    by: { inquiryId, caller: UNKNOWN_CALLER, way: 'soap' },
    span: testTelemetry().tracer.start('question', {}),
  }) as unknown as Asking;

const answered = {
  reply: { status: 200, headers: {}, body: new Uint8Array() },
  outcome: 'empty',
  question: { typ: 'test', namespace: version?.namespaces[0] },
  composite: { inquiryId, outcomes: [] },
} as unknown as Answered;

describe('an answer whose record is not taken', () => {
  it('is a fault that waits for its own record no longer than the answer might have (I2)', async () => {
    const waits: (number | undefined)[] = [];
    const audit = {
      write: () => Promise.resolve(false),
      note: (_facts: AnswerFacts, leftMs?: number) => Promise.resolve(void waits.push(leftMs)),
    };
    const deps = {
      auditor: { ...audit, lacks: () => [], turnedAway: () => undefined, close: () => Promise.resolve() },
      faults: new Faults(testTelemetry()),
      deadlineMs: 1000,
    };
    const { felkod } = await recorded(deps, asked(performance.now() - 1300), answered);
    expect(felkod).toBe('1002');
    await recorded(deps, asked(performance.now() - 1500), answered);
    expect(waits[0]).toBeLessThanOrEqual(100);
    expect(waits[1]).toBeLessThanOrEqual(0);
  });
});

describe('the record of a fault', () => {
  it('is not waited for when there is no time left', async () => {
    vi.useFakeTimers();
    try {
      const keys = auditKeys({ active: 'a', keys: new Map([['a', new Uint8Array(32).fill(7)]]) });
      const bus = { connected: () => true, publish: () => new Promise(() => undefined) };
      const recorder = auditor(keys, bus as unknown as MessageBus, 'test', testTelemetry());
      const facts = {
        ...{ inquiryId, contract: 'v1', way: 'soap', asked: 'unread', outcome: 'server_fault' },
        agencies: {},
      } as unknown as AnswerFacts;
      // No timer runs here: whoever waits for one waits for ever.
      await recorder.note(facts, 0);
    } finally {
      vi.useRealTimers();
    }
  });
});
