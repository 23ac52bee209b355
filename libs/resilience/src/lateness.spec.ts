import { failed, type CallTime, type Outcome } from '@ssbtek/core';
import { answeredElsewhere, beforeTimers, busyFor } from '@ssbtek/patience/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardCalls, type GuardedCall } from './guarded-call';

const data: Outcome = { type: 'data', data: { form: 'binary', content: new Uint8Array([1]) } };
const hang = (signal: AbortSignal): Promise<Outcome> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const time: CallTime = { agencyMs: 80, atMostMs: 160, fair: true };

/** Our own lateness is nobody's failure but ours (ADR 29). */
describe('our own lateness', () => {
  let guard: GuardedCall;
  beforeEach(() => {
    guard = guardCalls('csn shs', { failureRate: 0.5, minCalls: 1, windowMs: 10_000, resetMs: 5000 });
  });
  afterEach(() => guard.close());

  const run = async (call: Parameters<GuardedCall['run']>[0], more: Partial<CallTime> = {}) => {
    const outcome = await guard.run(call, { ...time, ...more });
    return [outcome, guard.state()];
  };

  it('costs no answer that has arrived meanwhile', async () => {
    await beforeTimers();
    const call = guard.run(async () => answeredElsewhere().then(() => data), time);
    busyFor(300);
    expect(await call).toBe(data);
  });
  it('is told as such when no time is left, and not to the breaker', async () => {
    const call = run(hang);
    busyFor(300);
    expect(await call).toEqual([failed({ kind: 'busy' }), 'closed']);
  });
  it('is not counted into the time of the agency while there is some left', async () => {
    const call = run((signal) => hang(signal), { atMostMs: 5000 });
    busyFor(100);
    expect(await call).toEqual([failed({ kind: 'timeout' }), 'open']);
  });
  it('is a question that came too late to judge the agency by', async () => {
    expect(await run(hang, { fair: false })).toEqual([failed({ kind: 'busy' }), 'closed']);
  });
  it('is the time in a queue of ours', async () => {
    const queued = await run((signal, turn) => {
      turn.waits();
      return hang(signal);
    });
    expect(queued).toEqual([failed({ kind: 'busy' }), 'closed']);
    const asked = await run(
      (signal, turn) => {
        turn.waits();
        setTimeout(() => turn.comes(), 120);
        return hang(signal);
      },
      { atMostMs: 5000 },
    );
    expect(asked).toEqual([failed({ kind: 'timeout' }), 'open']);
  });
});
