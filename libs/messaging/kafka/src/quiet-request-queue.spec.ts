import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import './quiet-request-queue';

const queue = (pending: unknown[], throttledUntil: number, checkPendingRequests: () => void): RequestQueue =>
  Object.assign(Object.create(RequestQueue.prototype) as RequestQueue, {
    pending,
    throttledUntil,
    throttleCheckTimeoutId: null,
    checkPendingRequests,
  });

describe('the timer of kafkajs that never rested', () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    ['nothing waits', [], -1, 0],
    ['something waits', ['request'], -1, 1],
    ['something waits for the end of a throttling', ['request'], 60_000, 1],
  ])('plans a look when %s', (_, pending, throttledForMs, timers) => {
    vi.useFakeTimers();
    const look = vi.fn();
    const made = queue(pending, throttledForMs < 0 ? -1 : Date.now() + throttledForMs, look);
    made.scheduleCheckPendingRequests();
    expect(vi.getTimerCount()).toBe(timers);
    vi.runAllTimers();
    expect(look).toHaveBeenCalledTimes(timers);
  });
});
