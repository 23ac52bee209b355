/**
 * Loaded into each process of the mesh before anything else (`--import`): counts what it asks of Kafka, what it
 * collects and how late its event loop is, from one signal to the next, and writes that to a file. Costs some
 * microseconds a request.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { PROBE_FILE, PROBE_SIGNAL } from './probed.ts';
import { RequestCounter } from './requests.ts';

const KAFKA_PORT = Number(process.env['BENCH_KAFKA_PORT']);
const FILE = process.env[PROBE_FILE] ?? '';
/** Its timer wakes the process up: only between `begin` and `read`. */
const RESOLUTION_MS = 50;

const counter = new RequestCounter();
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let gcMs = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) gcMs += duration;
}).observe({ entryTypes: ['gc'] });

const sockets = new WeakSet<Socket>();
const { connect, write } = Socket.prototype as unknown as Record<
  'connect' | 'write',
  (this: Socket, ...args: unknown[]) => unknown
>;
Object.assign(Socket.prototype, {
  connect(this: Socket, ...args: unknown[]) {
    const first = (Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0]) as
      { port?: unknown } | undefined;
    if (Number(first?.port) === KAFKA_PORT) sockets.add(this);
    return connect.apply(this, args);
  },
  write(this: Socket, ...args: unknown[]) {
    if (sockets.has(this) && args[0] instanceof Uint8Array) counter.saw(this, args[0]);
    return write.apply(this, args);
  },
});

function tell(): object {
  delay.disable();
  const late = (percent: number): number => Math.max(0, delay.percentile(percent) / 1e6 - RESOLUTION_MS);
  return { gcMs, requests: counter.counts, lateMs: { p50: late(50), p99: late(99), max: late(100) } };
}

let counting = false;
// A signal, because it reaches the process also when that has been replaced by another program, as the apps' launcher does.
process.on(PROBE_SIGNAL, () => {
  if (counting) {
    // Under its name only when complete: somebody waits for it.
    writeFileSync(`${FILE}.new`, JSON.stringify(tell()));
    renameSync(`${FILE}.new`, FILE);
  } else {
    gcMs = 0;
    counter.clear();
    delay.reset();
    delay.enable();
  }
  counting = !counting;
});
