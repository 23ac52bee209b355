import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Tally } from './tally';

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 28, 21, 30, 5) }));
afterEach(() => void vi.useRealTimers());

it('a thousand strangers are one sum for each reason and minute, told when the minute is over', () => {
  const tell = vi.fn();
  const tally = new Tally(tell);
  for (let i = 0; i < 1000; i += 1) tally.add('no-certificate');
  tally.add('not-connected');
  vi.advanceTimersByTime(50_000);
  expect(tell).not.toHaveBeenCalled();
  vi.advanceTimersByTime(6000);
  const minute = '2026-11-28T21:30Z';
  expect(tell.mock.calls).toEqual([
    [{ kind: 'turned-away', reason: 'no-certificate', count: 1000, minute }],
    [{ kind: 'turned-away', reason: 'not-connected', count: 1, minute }],
  ]);
  vi.advanceTimersByTime(10 * 60_000);
  expect(tell).toHaveBeenCalledTimes(2);
  tally.close();
});

it('what is not told yet is told at the end', () => {
  const tell = vi.fn();
  const tally = new Tally(tell);
  tally.add('overload');
  tally.close();
  expect(tell.mock.calls).toEqual([
    [{ kind: 'turned-away', reason: 'overload', count: 1, minute: '2026-11-28T21:30Z' }],
  ]);
});
