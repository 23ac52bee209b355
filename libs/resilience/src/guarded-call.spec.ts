import { failed, type CallTime, type Failure, type Outcome } from '@ssbtek/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BreakerSettings, BreakerState } from './circuit';
import { guardCalls, type GuardedCall } from './guarded-call';

const settings: BreakerSettings = { failureRate: 0.5, minCalls: 4, windowMs: 10_000, resetMs: 5000 };
const data: Outcome = { type: 'data', data: { form: 'binary', content: new Uint8Array([1]) } };
const timeout = failed({ kind: 'timeout' });
const busy = failed({ kind: 'busy' });
const breakerOpen = failed({ kind: 'breaker-open' });
const refused: Failure = { kind: 'connection', reason: 'refused' };
const BUDGET = 1000;
/** The clock of the tests makes a millisecond of each turn that what has arrived is given. */
const TURNS = 2;
/** An agency that has {@link BUDGET}, and some time to spare. */
const timeOf = (agencyMs: number, more: Partial<CallTime> = {}): CallTime => ({
  agencyMs,
  atMostMs: agencyMs * 1.5,
  fair: true,
  ...more,
});
const TIME = timeOf(BUDGET);

/** A call that answers when the signal aborts and never before: a hanging agency. */
const hang = (signal: AbortSignal): Promise<Outcome> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const answer = (outcome: Outcome) => async (): Promise<Outcome> => outcome;

let guard: GuardedCall;
let states: BreakerState[];
let notPermitted: number;
let problems: string[];

function make(more: Partial<BreakerSettings> = {}): void {
  [states, problems, notPermitted] = [[], [], 0];
  guard = guardCalls(
    'csn',
    { ...settings, ...more },
    {
      changed: (state) => states.push(state),
      notPermitted: () => notPermitted++,
      problem: (what) => problems.push(what),
    },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  make();
});
afterEach(() => {
  guard.close();
  vi.useRealTimers();
});

const run = (outcome: Outcome): Promise<Outcome> => guard.run(answer(outcome), TIME);
async function times(count: number, outcome: Outcome): Promise<void> {
  for (let i = 0; i < count; i++) await run(outcome);
}
const open = (): Promise<void> => times(settings.minCalls, failed(refused));

describe('time', () => {
  it('a hanging agency gives timeout when its time is up, and the call is aborted', async () => {
    let seen: AbortSignal | undefined;
    const result = guard.run((signal) => {
      seen = signal;
      return hang(signal);
    }, TIME);
    await vi.advanceTimersByTimeAsync(BUDGET - 1);
    expect(seen?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1 + TURNS);
    expect(await result).toEqual(timeout);
    expect(seen?.aborted).toBe(true);
    expect(problems).toEqual([]);
  });
  it('a late answer is dropped', async () => {
    const late = Promise.withResolvers<Outcome>();
    const result = guard.run(() => late.promise, TIME);
    await vi.advanceTimersByTimeAsync(BUDGET + TURNS);
    late.resolve(data);
    expect(await result).toEqual(timeout);
  });
  it('an answer in time leaves no timer behind', async () => {
    const before = vi.getTimerCount();
    expect(await run(data)).toBe(data);
    expect(vi.getTimerCount()).toBe(before);
  });
  it.each([0, -5])(
    'without time left (%i ms) nothing is called, and the agency is not blamed',
    async (budgetMs) => {
      const call = vi.fn(answer(data));
      for (let i = 0; i < 20; i++) expect(await guard.run(call, timeOf(budgetMs))).toEqual(busy);
      expect(call).not.toHaveBeenCalled();
      expect(guard.state()).toBe('closed');
    },
  );
});

describe('an agency that is ill', () => {
  it.each<[string, Failure]>([
    ['cannot be reached', refused],
    ['answers with status 503', { kind: 'http-status', status: 503 }],
    ['redirects', { kind: 'http-status', status: 302 }],
    ['answers with garbage', { kind: 'malformed', reason: 'xml' }],
  ])('that %s opens the breaker: then the answer comes at once and nothing is called', async (_, failure) => {
    await times(settings.minCalls, failed(failure));
    expect(guard.state()).toBe('open');
    const call = vi.fn(answer(data));
    expect(await guard.run(call, TIME)).toEqual(breakerOpen);
    expect(call).not.toHaveBeenCalled();
    expect([states, notPermitted]).toEqual([['open'], 1]);
  });

  it('a slow agency opens it, also when its calls last longer than the window is', async () => {
    make({ windowMs: 500 });
    const calls = Array.from({ length: settings.minCalls }, () => guard.run(hang, TIME));
    await vi.advanceTimersByTimeAsync(BUDGET + TURNS);
    expect(await Promise.all(calls)).toEqual(calls.map(() => timeout));
    expect(guard.state()).toBe('open');
  });

  it('too few calls mean nothing', async () => {
    await times(settings.minCalls - 1, failed(refused));
    expect(guard.state()).toBe('closed');
  });

  it.each([
    [0.5, 2, 2, 'open'],
    [0.5, 3, 2, 'closed'],
    [1, 0, 4, 'open'],
    [1, 1, 4, 'closed'],
    [0.25, 3, 1, 'open'],
  ])('at the rate %f, %i good and %i bad calls leave it %s', async (failureRate, good, bad, state) => {
    make({ failureRate });
    await times(good, data);
    await times(bad, failed(refused));
    expect(guard.state()).toBe(state);
  });

  it('what is older than the window is forgotten', async () => {
    await times(settings.minCalls - 1, failed(refused));
    await vi.advanceTimersByTimeAsync(settings.windowMs + 1000);
    await times(settings.minCalls - 1, failed(refused));
    expect(guard.state()).toBe('closed');
  });
});

describe('what says nothing against the agency', () => {
  it.each<[string, Outcome]>([
    ['data', data],
    ['an error code of the agency', failed({ kind: 'agency-fault', felkod: 'X1', felmeddelanden: ['x'] })],
    ['a question it refuses with a 4xx', failed({ kind: 'http-status', status: 400 })],
    ['a question that cannot be put', failed({ kind: 'mapping', reason: 'x' })],
  ])('never opens the breaker: %s', async (_, outcome) => {
    await times(100, outcome);
    expect([guard.state(), states]).toEqual(['closed', []]);
  });
});

describe('a breaker that has been open for its time', () => {
  beforeEach(async () => {
    await open();
    await vi.advanceTimersByTimeAsync(settings.resetMs);
  });

  it('lets exactly one probe through, and closes when the agency is well', async () => {
    expect(guard.state()).toBe('half-open');
    const probe = Promise.withResolvers<Outcome>();
    const call = vi.fn(() => probe.promise);
    const results = [1, 2, 3].map(() => guard.run(call, TIME));
    await vi.advanceTimersByTimeAsync(0);
    expect(call).toHaveBeenCalledTimes(1);
    probe.resolve(data);
    expect(await Promise.all(results)).toEqual([data, breakerOpen, breakerOpen]);
    expect([guard.state(), states]).toEqual(['closed', ['open', 'half-open', 'closed']]);
  });

  it('an error code of the agency is a good probe', async () => {
    await run(failed({ kind: 'agency-fault', felkod: 'X1', felmeddelanden: ['x'] }));
    expect(guard.state()).toBe('closed');
  });

  it('opens again, for its whole time, when the probe fails', async () => {
    const result = guard.run(hang, TIME);
    await vi.advanceTimersByTimeAsync(BUDGET + TURNS);
    expect(await result).toEqual(timeout);
    expect(guard.state()).toBe('open');
    await vi.advanceTimersByTimeAsync(settings.resetMs - 1);
    expect(await run(data)).toEqual(breakerOpen);
    await vi.advanceTimersByTimeAsync(1);
    expect(await run(data)).toBe(data);
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('waits for another probe when the question could not be put', async () => {
    await run(failed({ kind: 'mapping', reason: 'x' }));
    expect(guard.state()).toBe('half-open');
    await run(data);
    expect(guard.state()).toBe('closed');
  });

  it('forgets the failures from before once it has closed', async () => {
    await run(data);
    await times(settings.minCalls - 1, failed(refused));
    expect(guard.state()).toBe('closed');
    await run(failed(refused));
    expect(guard.state()).toBe('open');
  });
});

it('a call that began before the breaker opened does not decide about the probe', async () => {
  const old = Promise.withResolvers<Outcome>();
  const early = guard.run(() => old.promise, timeOf(60_000));
  await open();
  await vi.advanceTimersByTimeAsync(settings.resetMs);
  old.resolve(data);
  expect(await early).toBe(data);
  expect(guard.state()).toBe('half-open');
});

it.each<[string, () => Promise<Outcome>]>([
  ['rejects', () => Promise.reject(new Error('personal text'))],
  [
    'throws',
    () => {
      throw new Error('personal text');
    },
  ],
])('a call that %s is told in fixed words and never rejects', async (_, call) => {
  expect(await guard.run(call, TIME)).toEqual(failed({ kind: 'malformed', reason: 'unexpected' }));
  expect(problems).toEqual(['unexpected-exception']);
});

it('closed for good, it calls nothing and keeps no timer', async () => {
  await open();
  guard.close();
  expect(await run(data)).toEqual(breakerOpen);
  expect(vi.getTimerCount()).toBe(0);
});
