import { describe, expect, it } from 'vitest';
import { emptyJoin, open, reply, tick, type Join, type Opened } from './aggregation';
import type { Outcome } from './outcome';

const opened: Opened = { inquiryId: 'i', expected: ['af', 'csn', 'fk'], deadlineMs: 1000 };
const data = (text: string): Outcome => ({
  type: 'data',
  data: { form: 'binary', content: new TextEncoder().encode(text) },
});
const partial = (kod: string, text = kod) => ({ inquiryId: 'i', kod, outcome: data(text) });
const after = (...koder: readonly string[]): Join =>
  koder.reduce((join, kod) => reply(join, partial(kod)).join, open(emptyJoin('i'), opened).join);

describe('a join', () => {
  it('completes once all expected agencies have replied, in the order asked for', () => {
    const { closing } = reply(after('fk', 'af'), partial('csn'));
    expect(closing?.reason).toBe('complete');
    expect(closing?.composite.outcomes.map((o) => o.kod)).toEqual(['af', 'csn', 'fk']);
    expect(closing?.absent).toEqual([]);
  });
  it('does not complete while one agency is missing', () => {
    expect(reply(after('af'), partial('csn')).closing).toBeUndefined();
  });
  it('completes only once', () => {
    const { join, verdict, closing } = reply(after('af', 'csn', 'fk'), partial('fk', 'again'));
    expect({ verdict, closing }).toEqual({ verdict: 'duplicate', closing: undefined });
    expect(tick(join, 5000).closing).toBeUndefined();
  });
  it('keeps the first reply of an agency', () => {
    const second = reply(after('af'), partial('af', 'other'));
    expect(second.verdict).toBe('duplicate');
    expect(second.join.outcomes.get('af')).toEqual(data('af'));
  });
  it('counts replies that came before the announcement', () => {
    const early = reply(emptyJoin('i'), partial('af'));
    expect(early.verdict).toBe('early');
    const { join } = open(early.join, { ...opened, expected: ['af', 'csn'] });
    expect(reply(join, partial('csn')).closing?.reason).toBe('complete');
  });
  it('completes at the announcement when every reply came before it', () => {
    const early = reply(emptyJoin('i'), partial('af')).join;
    expect(open(early, { ...opened, expected: ['af'] }).closing?.reason).toBe('complete');
  });
  it('drops an early reply of an agency that was not asked', () => {
    const early = reply(emptyJoin('i'), partial('skv')).join;
    expect(open(early, opened).join.outcomes.size).toBe(0);
  });
  it('ignores a reply of an agency that was not asked', () => {
    const { join, verdict } = reply(after(), partial('skv'));
    expect(verdict).toBe('unexpected');
    expect(join.outcomes.size).toBe(0);
  });
  it('ignores a second announcement', () => {
    const join = after('af');
    expect(open(join, { ...opened, deadlineMs: 9 }).join).toBe(join);
  });
  it('closes at the deadline and says that the absentees timed out', () => {
    const { closing } = tick(after('csn'), 1000);
    expect(closing?.reason).toBe('deadline');
    expect(closing?.absent).toEqual(['af', 'fk']);
    expect(closing?.composite.outcomes.map((o) => o.outcome)).toEqual([
      { type: 'failure', failure: { kind: 'timeout' } },
      data('csn'),
      { type: 'failure', failure: { kind: 'timeout' } },
    ]);
  });
  it('stays open before the deadline', () => {
    expect(tick(after('csn'), 999).closing).toBeUndefined();
  });
  it('never expires before it was announced', () => {
    expect(tick(reply(emptyJoin('i'), partial('af')).join, 1e12).closing).toBeUndefined();
  });
  it('calls a reply after the deadline late and leaves the answer as it was', () => {
    const closed = tick(after('csn'), 1000).join;
    const { verdict, closing, join } = reply(closed, partial('af'));
    expect({ verdict, closing }).toEqual({ verdict: 'late', closing: undefined });
    expect(join).toBe(closed);
  });
  it('holds no data once it is closed', () => {
    expect(reply(after('af', 'csn'), partial('fk')).join.outcomes.size).toBe(0);
  });
  it('answers at once when nobody is asked', () => {
    const { closing } = open(emptyJoin('i'), { ...opened, expected: [] });
    expect(closing?.reason).toBe('empty');
    expect(closing?.composite.outcomes).toEqual([]);
  });
});
