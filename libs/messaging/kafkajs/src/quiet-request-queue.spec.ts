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

describe('the look at requests that may have run out of time', () => {
  afterEach(() => vi.useRealTimers());
  const looking = (
    requestTimeout: number,
    inflight: readonly { readonly sentAt: number; readonly requestTimeout: number }[],
  ) => {
    const timedOut: number[] = [];
    const state = { connected: true };
    const made: RequestQueue = Object.assign(Object.create(RequestQueue.prototype) as RequestQueue, {
      enforceRequestTimeout: true,
      requestTimeout,
      inflight: new Map(
        inflight.map((one, id) => [
          id,
          {
            ...one,
            timeoutRequest() {
              made.inflight.delete(id);
              timedOut.push(id);
            },
          },
        ]),
      ),
      isConnected: () => state.connected,
    });
    return { made, timedOut, state };
  };

  it('ends those that have, within a second, and no others', () => {
    vi.useFakeTimers();
    const now = Date.now();
    const { made, timedOut } = looking(6000, [
      { sentAt: now, requestTimeout: 6000 },
      { sentAt: now, requestTimeout: 30_000 },
    ]);
    made.scheduleRequestTimeoutCheck();
    vi.advanceTimersByTime(6000);
    expect(timedOut).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(timedOut).toEqual([0]);
  });

  it('comes as often as a shorter time needs, and ends with the connection', () => {
    vi.useFakeTimers();
    const { made, timedOut, state } = looking(50, [{ sentAt: Date.now(), requestTimeout: 50 }]);
    made.scheduleRequestTimeoutCheck();
    vi.advanceTimersByTime(100);
    expect(timedOut).toEqual([0]);
    state.connected = false;
    vi.advanceTimersByTime(50);
    expect(vi.getTimerCount()).toBe(0);
  });
});
