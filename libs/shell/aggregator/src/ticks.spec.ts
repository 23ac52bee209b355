import { afterEach, expect, it, vi } from 'vitest';
import { answeredElsewhere, busyFor } from '@ssbtek/messaging/testing';
import { Ticks } from './ticks';

let ticks: Ticks | undefined;
afterEach(() => ticks?.stop());

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @param dueMs how long after the plan something is due */
const seenAfter = async (busyMs: number, times: number, dueMs = 50): Promise<string[]> => {
  const seen: string[] = [];
  const dueAt = performance.now() + dueMs;
  ticks = new Ticks(
    () => dueAt - performance.now(),
    () => seen.push('tick'),
  );
  ticks.plan();
  for (let i = 0; i < times; i += 1) {
    // A reply that is there, and one that takes another turn: whether it is heard hangs on the order, not on the time.
    void answeredElsewhere()
      .then(() => seen.push('reply'))
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => seen.push('another'));
    busyFor(busyMs);
    await sleep(0);
  }
  await vi.waitFor(() => expect(seen).toContain('tick'));
  return seen;
};

it.each([
  ['long after', 400, 50],
  ['right after', 150, 50],
  ['just before', 150, 149],
])(
  'come behind what had arrived while the process was busy until %s their time',
  async (_, busyMs, dueMs) => {
    expect((await seenAfter(busyMs, 1, dueMs)).slice(0, 3)).toEqual(['reply', 'another', 'tick']);
  },
);

it('come all the same to a process that is always busy', async () => {
  expect((await seenAfter(300, 4)).filter((what) => what === 'tick').length).toBeGreaterThanOrEqual(1);
});

it('come when something is due, and what is due sooner is planned sooner', async () => {
  let idleMs: number | undefined = 60_000;
  let count = 0;
  ticks = new Ticks(
    () => idleMs,
    () => {
      count += 1;
      idleMs = undefined;
    },
  );
  ticks.plan();
  idleMs = 5;
  ticks.plan();
  await vi.waitFor(() => expect(count).toBe(1), { timeout: 900 });
});

it('come by at times while anything is held, however long nothing is due', async () => {
  vi.useFakeTimers();
  try {
    let held: number | undefined = Infinity;
    let count = 0;
    ticks = new Ticks(
      () => held,
      () => (count += 1),
    );
    ticks.plan();
    await vi.advanceTimersByTimeAsync(5000);
    expect(count).toBe(4);
    held = undefined;
    await vi.advanceTimersByTimeAsync(5000);
    expect(count).toBe(5);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('need no timer while nothing is held', () => {
  vi.useFakeTimers();
  try {
    ticks = new Ticks(
      () => undefined,
      () => undefined,
    );
    ticks.plan();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('end', async () => {
  let count = 0;
  ticks = new Ticks(
    () => 0,
    () => (count += 1),
  );
  ticks.plan();
  await vi.waitFor(() => expect(count).toBeGreaterThan(1));
  ticks.stop();
  const before = count;
  await sleep(60);
  expect(count).toBe(before);
});
