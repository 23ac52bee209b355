import { EventEmitter } from 'node:events';
import { testTelemetry } from '@ssbtek/telemetry';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exitOnFaults, stopOnSignals } from './signals';

let events: EventEmitter;
let exits: number[];
const exit = (code: number): void => void exits.push(code);

beforeEach(() => {
  vi.useFakeTimers();
  [events, exits] = [new EventEmitter(), []];
});
afterEach(() => vi.useRealTimers());

describe('a signal to stop', () => {
  const { log } = testTelemetry();
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  it.each(['SIGTERM', 'SIGINT'])('%s stops in good order and exits 0', async (signal) => {
    const stop = vi.fn(() => Promise.resolve());
    const signals = stopOnSignals(events, { log, timeoutMs: 1000, stop, exit });
    expect(signals.stopping()).toBe(false);
    events.emit(signal);
    expect(signals.stopping()).toBe(true);
    await settle();
    expect([stop.mock.calls.length, exits, vi.getTimerCount()]).toEqual([1, [0], 0]);
  });
  it('told twice at once is one wish: npm hands Ctrl-C on', async () => {
    const gate = Promise.withResolvers<void>();
    stopOnSignals(events, { log, timeoutMs: 10_000, stop: () => gate.promise, exit });
    events.emit('SIGINT');
    events.emit('SIGINT');
    await vi.advanceTimersByTimeAsync(500);
    expect(exits).toEqual([]);
    gate.resolve();
    await settle();
    expect(exits).toEqual([0]);
  });
  it('given again exits at once', async () => {
    stopOnSignals(events, { log, timeoutMs: 10_000, stop: () => new Promise(() => undefined), exit });
    events.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(1500);
    events.emit('SIGINT');
    expect(exits).toEqual([1]);
  });
  it('has a time limit', async () => {
    stopOnSignals(events, { log, timeoutMs: 1000, stop: () => new Promise(() => undefined), exit });
    events.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(999);
    expect(exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(exits).toEqual([1]);
  });
  it('exits 1 when stopping fails', async () => {
    stopOnSignals(events, { log, timeoutMs: 1000, stop: () => Promise.reject(new Error('x')), exit });
    events.emit('SIGTERM');
    await settle();
    expect(exits).toEqual([1]);
  });
});

describe('a fault that nobody caught', () => {
  it.each(['uncaughtException', 'unhandledRejection'])(
    '%s is told in fixed words and ends the process',
    (event) => {
      const { log, lines } = testTelemetry();
      exitOnFaults(events, log, exit);
      events.emit(event, new TypeError('about Anna Andersson 191212121212'));
      expect(exits).toEqual([1]);
      expect(lines.join('')).toMatch(/"reason":"TypeError at signals\.spec\.ts:\d+:\d+"/);
      expect(lines.join('')).not.toMatch(/Anna|1912/);
    },
  );
  it('may be anything', () => {
    const { log, lines } = testTelemetry();
    exitOnFaults(events, log, exit);
    events.emit('unhandledRejection', 'about 191212121212');
    events.emit('unhandledRejection', Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    expect(lines.join('')).toMatch(/"reason":"not an error".*"reason":"ECONNRESET at/s);
    expect(lines.join('')).not.toContain('1912');
  });
});

it('a warning of the runtime goes to the log by name, the known harmless one nowhere', () => {
  const { log, lines } = testTelemetry();
  exitOnFaults(events, log, exit);
  for (const name of ['TimeoutNegativeWarning', 'MaxListenersExceededWarning'])
    events.emit('warning', Object.assign(new Error('text'), { name }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"reason":"MaxListenersExceededWarning"');
  expect(exits).toEqual([]);
});
