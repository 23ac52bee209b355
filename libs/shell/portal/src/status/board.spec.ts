import { describe, expect, it } from 'vitest';
import type { AgencyStatus, StatusWord } from '@ssbtek/core';
import { statusMessage, type Incoming } from '@ssbtek/messaging';
import { StatusBoard } from './board';

const NOON = Date.parse('2026-11-29T12:00:00Z');
const HOUR = 3_600_000;

function said(
  instance: string,
  at: number,
  word: StatusWord = 'well',
  more: Partial<AgencyStatus> = {},
): Incoming {
  const status = { kod: 'csn', instance, maintenance: false, word, since: at, services: [] };
  const message = statusMessage({ ...status, changes: [{ since: at, word }], ...more }, 1);
  return { ...message, partition: 0, offset: 0n, appendedAt: at };
}

function board(brokerAt = NOON) {
  let local = 0;
  const made = new StatusBoard(['csn', 'so'], { broker: () => brokerAt + local, local: () => local });
  const csn = () => made.status().agencies.find(({ kod }) => kod === 'csn');
  return { board: made, csn, pass: (ms: number) => (local += ms) };
}

describe('what the portal has heard', () => {
  it('is unknown until somebody speaks, and when nobody has for a while', () => {
    const { board: one, csn, pass } = board();
    expect(csn()?.word).toBe('unknown');
    expect(one.take(said('a', NOON))).toBe(true);
    expect(csn()).toMatchObject({ word: 'well', workers: 1 });
    pass(45_001);
    expect(csn()?.word).toBe('unknown');
  });

  it('is the last word of each worker, however they come', () => {
    const { board: one, csn } = board();
    one.take(said('a', NOON, 'down'));
    expect(one.take(said('a', NOON - 1000, 'well'))).toBe(false);
    expect(csn()?.word).toBe('down');
    one.take(said('b', NOON, 'well'));
    expect(csn()).toMatchObject({ word: 'troubled', workers: 2 });
  });

  it('has nothing more of a worker that has said that it ends', () => {
    const { board: one, csn } = board();
    one.take(said('a', NOON, 'well', { leaving: true }));
    expect(one.take(said('a', NOON + 1))).toBe(false);
    expect(csn()?.word).toBe('unknown');
  });

  it('passes over agencies that there are not, and what is no status', () => {
    const { board: one } = board();
    expect(one.take(said('a', NOON, 'well', { kod: 'xyz' }))).toBe(false);
    expect(one.take({ ...said('a', NOON), value: Buffer.from('{}') })).toBe(false);
  });

  it.each([
    ['behind', -HOUR],
    ['ahead', HOUR],
  ])('goes by the clock of the broker, also where our own is %s', (_, off) => {
    const { board: one, csn, pass } = board(NOON + off);
    one.isCaughtUp();
    one.take(said('a', NOON));
    expect(csn()?.word).toBe('well');
    pass(44_000);
    expect(csn()?.word).toBe('well');
    pass(2000);
    expect(csn()?.word).toBe('unknown');
  });

  it('does not take the last words of yesterday for news', () => {
    const { board: one, csn } = board();
    one.take(said('a', NOON - 20 * HOUR));
    one.isCaughtUp();
    expect(csn()).toMatchObject({ word: 'unknown', workers: 0 });
    expect(csn()?.history.map(({ word }) => word)).toEqual(['well', 'unknown']);
  });

  it('forgets workers that were heard of long ago, and more than there can be', () => {
    const { board: one, csn } = board();
    for (let i = 0; i < 100; i += 1) one.take(said(`w${i}`, NOON + i));
    expect(csn()?.workers).toBe(32);
    one.take(said('late', NOON + 30 * HOUR));
    expect(csn()).toMatchObject({ workers: 1, history: [{ word: 'well', since: NOON + 30 * HOUR }] });
  });

  it('is joined once for all who look at the same moment', () => {
    const { board: one, pass } = board();
    const first = one.status();
    expect(one.status()).toBe(first);
    one.take(said('a', NOON));
    expect(one.status()).not.toBe(first);
    const second = one.status();
    pass(501);
    expect(one.status()).not.toBe(second);
  });
});
