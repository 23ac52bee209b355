import { describe, expect, it } from 'vitest';
import { failed, type Outcome } from '../outcome';
import {
  callVerdict,
  CallWindow,
  isStatusChange,
  joinStatus,
  STATUS_GONE_MS,
  STATUS_HISTORY_MS,
  STATUS_MOST_CHANGES,
  StatusRecord,
  wordOf,
  type AgencyStatus,
  type BreakerWord,
  type HeardStatus,
  type StatusWord,
} from './index';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-29T12:00:00Z');

describe('what a call says about its agency', () => {
  const data: Outcome = { type: 'data', data: { form: 'test', anropad: true } };
  it.each([
    ['data', data, 'answered'],
    ['an error of its own', failed({ kind: 'agency-fault', felkod: '1', felmeddelanden: [] }), 'answered'],
    ['a refusal', failed({ kind: 'http-status', status: 404 }), 'answered'],
    ['a breakdown', failed({ kind: 'http-status', status: 503 }), 'error'],
    ['no connection', failed({ kind: 'connection', reason: 'refused' }), 'error'],
    ['no answer', failed({ kind: 'timeout' }), 'timeout'],
    ['lateness of ours', failed({ kind: 'busy' }), undefined],
    ['no call', failed({ kind: 'breaker-open' }), undefined],
    ['no room here', failed({ kind: 'overload' }), undefined],
  ] as const)('%s', (_, outcome, verdict) => {
    expect(callVerdict(outcome)).toBe(verdict);
  });
});

describe('the calls of five minutes', () => {
  it('are counted as shares, and their times as the middle one', () => {
    const window = new CallWindow();
    for (const ms of [10, 100, 100, 100, 5000]) window.count('answered', ms, NOON);
    window.count('timeout', 20_000, NOON);
    window.count('error', 1, NOON);
    const { calls, timeouts, errors, p50Ms = 0 } = window.figures(NOON + 1000);
    expect([calls, timeouts, errors]).toEqual([7, 1 / 7, 1 / 7]);
    expect(p50Ms).toBeGreaterThan(90);
    expect(p50Ms).toBeLessThan(110);
  });

  it('are forgotten when they are over', () => {
    const window = new CallWindow();
    window.count('error', 1, NOON);
    expect(window.lastMinute(NOON + MINUTE - 1)).toEqual({ calls: 1, failed: 1 });
    expect(window.lastMinute(NOON + 2 * MINUTE)).toEqual({ calls: 0, failed: 0 });
    expect(window.figures(NOON + 4 * MINUTE).calls).toBe(1);
    expect(window.figures(NOON + 6 * MINUTE)).toEqual({ calls: 0, timeouts: 0, errors: 0 });
  });

  it('have no middle without an answer', () => {
    const window = new CallWindow();
    window.count('timeout', 20_000, NOON);
    expect(window.figures(NOON)).not.toHaveProperty('p50Ms');
  });

  it('count all the same when the clock goes back', () => {
    const window = new CallWindow();
    window.count('answered', 1, NOON);
    window.count('answered', 1, NOON - MINUTE);
    expect(window.figures(NOON).calls).toBe(2);
  });
});

describe('the word', () => {
  const service = (breaker: BreakerWord = 'closed', calls = 0, failedCalls = 0) => ({
    breaker,
    lastMinute: { calls, failed: failedCalls },
  });
  it.each([
    ['well', false, [service()]],
    ['well', false, [service('closed', 100, 19)]],
    ['troubled', false, [service('closed', 100, 20)]],
    ['well', false, [service('closed', 4, 4)]],
    ['troubled', false, [service('closed', 5, 1)]],
    ['troubled', false, [service('open'), service()]],
    ['down', false, [service('open')]],
    ['down', false, [service('half-open'), service('open')]],
    ['maintenance', true, [service('open')]],
  ] as const)('is %s', (word, maintenance, services) => {
    expect(wordOf({ maintenance, services })).toBe(word);
  });
});

describe('what a worker says', () => {
  const of = { kod: 'csn', instance: 'w-1', maintenance: false, services: ['shs'] };

  it('has the word since when it holds, and those before it', () => {
    const record = new StatusRecord(of);
    let breaker: BreakerWord = 'closed';
    const at = (now: number) => record.at(now, () => breaker);
    const first = at(NOON);
    expect(first).toMatchObject({ kod: 'csn', instance: 'w-1', word: 'well', since: NOON });
    expect(isStatusChange(undefined, first)).toBe(true);
    const later = at(NOON + MINUTE);
    expect(later.since).toBe(NOON);
    expect(isStatusChange(first, later)).toBe(false);
    breaker = 'open';
    const down = at(NOON + 2 * MINUTE);
    expect(isStatusChange(later, down)).toBe(true);
    expect(down.changes).toEqual([
      { since: NOON, word: 'well' },
      { since: NOON + 2 * MINUTE, word: 'down' },
    ]);
    breaker = 'half-open';
    const tried = at(NOON + 3 * MINUTE);
    expect([tried.word, isStatusChange(down, tried)]).toEqual(['down', true]);
  });

  it('remembers no more than a day and so many changes', () => {
    const record = new StatusRecord(of);
    let now = NOON;
    for (let i = 0; i < 100; i += 1) record.at((now += 1000), () => (i % 2 ? 'open' : 'closed'));
    expect(record.at(now, () => 'open').changes).toHaveLength(STATUS_MOST_CHANGES);
    const { changes } = record.at(now + STATUS_HISTORY_MS + 1, () => 'open');
    expect(changes).toEqual([{ since: now, word: 'down' }]);
  });

  it('tells figures, and counts nothing for a service that it does not have', () => {
    const record = new StatusRecord(of);
    record.ended('shs', 'answered', 100, NOON);
    record.ended('shs', 'timeout', 100, NOON);
    record.ended('shs', 'error', 100, NOON);
    record.ended('soap', 'error', 100, NOON);
    expect(record.at(NOON, () => 'closed').services).toMatchObject([
      { name: 'shs', breaker: 'closed', calls: 3, timeouts: 0.333, errors: 0.333 },
    ]);
  });
});

describe('what several workers say', () => {
  const heard = (
    instance: string,
    at: number,
    changes: readonly (readonly [StatusWord, number])[],
    more: Partial<AgencyStatus> = {},
  ): HeardStatus => {
    const words = changes.map(([word, since]) => ({ word, since }));
    const { word, since } = words.at(-1) ?? { word: 'well' as const, since: at };
    const status = { kod: 'csn', instance, maintenance: false, word, since, services: [], changes: words };
    return { status: { ...status, ...more }, at };
  };
  const joined = (now: number, ...all: HeardStatus[]) => joinStatus('csn', all, now);

  it('is unknown while none has spoken, and for none that has not spoken lately', () => {
    expect(joined(NOON)).toEqual({ kod: 'csn', word: 'unknown', workers: 0, services: [], history: [] });
    const one = heard('a', NOON, [['well', NOON - MINUTE]]);
    expect(joined(NOON + STATUS_GONE_MS - 1, one)).toMatchObject({ word: 'well', since: NOON - MINUTE });
    expect(joined(NOON + STATUS_GONE_MS, one)).toMatchObject({
      word: 'unknown',
      since: NOON + STATUS_GONE_MS,
      workers: 0,
      services: [],
    });
  });

  it('is unknown at once when the last one has said that it ends', () => {
    const gone = heard('a', NOON, [['well', NOON - MINUTE]], { leaving: true });
    expect(joined(NOON, gone)).toMatchObject({ word: 'unknown', since: NOON });
    expect(joined(NOON, gone, heard('b', NOON, [['well', NOON - MINUTE]]))).toMatchObject({
      word: 'well',
      since: NOON - MINUTE,
      workers: 1,
    });
  });

  it.each([
    [['well', 'well'], 'well'],
    [['down', 'down'], 'down'],
    [['down', 'well'], 'troubled'],
    [['maintenance', 'well'], 'troubled'],
  ] as const)('%j together are %s', (words, word) => {
    const all = words.map((one, i) => heard(`w${i}`, NOON, [[one, NOON]]));
    expect(joined(NOON, ...all).word).toBe(word);
  });

  it('has a history that needs no witness: also of workers that are gone', () => {
    const first = heard('a', NOON - 30 * MINUTE, [
      ['well', NOON - 90 * MINUTE],
      ['down', NOON - 60 * MINUTE],
      ['well', NOON - 50 * MINUTE],
    ]);
    const second = heard('b', NOON, [['well', NOON - 10 * MINUTE]]);
    expect(joined(NOON, first, second).history).toEqual([
      { word: 'well', since: NOON - 90 * MINUTE },
      { word: 'down', since: NOON - 60 * MINUTE },
      { word: 'well', since: NOON - 50 * MINUTE },
      { word: 'unknown', since: NOON - 30 * MINUTE + STATUS_GONE_MS },
      { word: 'well', since: NOON - 10 * MINUTE },
    ]);
    const tomorrow = joined(NOON + STATUS_HISTORY_MS, first, second).history;
    expect(tomorrow.map(({ word }) => word)).toEqual(['well', 'unknown']);
  });

  it('does not tell of what lies ahead by a clock that is wrong', () => {
    const ahead = heard('a', NOON, [['down', NOON + MINUTE]]);
    expect(joined(NOON, ahead)).toMatchObject({ word: 'down', since: NOON });
  });

  it('joins services: calls added, shares and times by weight, breakers where they agree', () => {
    const service = (breaker: BreakerWord, calls: number, timeouts: number, p50Ms: number) => ({
      services: [{ name: 'shs', breaker, calls, timeouts, errors: 0, p50Ms }],
    });
    const a = heard('a', NOON, [['well', NOON]], service('closed', 100, 0, 100));
    const b = heard('b', NOON, [['well', NOON]], service('open', 300, 0, 200));
    expect(joined(NOON, a, b).services).toEqual([
      { name: 'shs', breaker: 'mixed', calls: 400, timeouts: 0, errors: 0, p50Ms: 175 },
    ]);
    expect(joined(NOON, a).services[0]?.breaker).toBe('closed');
    const idle = heard('c', NOON, [['well', NOON]], {
      services: [{ name: 'shs', breaker: 'closed', calls: 0, timeouts: 0, errors: 0 }],
    });
    expect(joined(NOON, idle).services).toEqual([
      { name: 'shs', breaker: 'closed', calls: 0, timeouts: 0, errors: 0 },
    ]);
  });
});
