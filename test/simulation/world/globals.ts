import { createRequire, syncBuiltinESMExports } from 'node:module';
import { hostNow, RANK, type Due, type Host } from './time.ts';

/** When a simulation begins, ms since 1970: a day on which the dates of the examples may be asked about. */
export const BEGINNING = Date.UTC(2026, 10, 25, 10);

const promises = createRequire(import.meta.url)('node:timers/promises') as { setTimeout: unknown };
const real = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
  Date,
  now: performance.now.bind(performance),
  sleep: promises.setTimeout,
};

/** What Node's timers give back, as far as anybody here uses it. */
class VirtualTimer {
  due: Due | undefined;
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

/** Node counts whole milliseconds, at least one. */
const wholeMs = (ms: unknown): number => {
  const whole = Math.trunc(Number(ms));
  return whole >= 1 && whole <= 2 ** 31 - 1 ? whole : 1;
};

type Callback = (...given: readonly unknown[]) => void;

function timer(host: Host, then: Callback, ms: unknown, given: readonly unknown[]): VirtualTimer {
  const made = new VirtualTimer();
  const { time } = host;
  made.due = time.enter(time.now + wholeMs(ms), RANK.timer, host, () => then(...given));
  return made;
}

function interval(host: Host, then: Callback, ms: unknown, given: readonly unknown[]): VirtualTimer {
  const made = new VirtualTimer();
  const { time } = host;
  const next = (): void => {
    made.due = time.enter(time.now + wholeMs(ms), RANK.timer, host, () => {
      next();
      then(...given);
    });
  };
  next();
  return made;
}

function immediate(host: Host, then: Callback, given: readonly unknown[]): VirtualTimer {
  const made = new VirtualTimer();
  made.due = host.time.enter(host.time.now, RANK.turn, host, () => then(...given));
  return made;
}

function cleared(made: unknown): boolean {
  if (!(made instanceof VirtualTimer)) return false;
  if (made.due) made.due.run = undefined;
  return true;
}

const wallClock = (host: Host): number => Math.floor(BEGINNING + host.time.now + host.localErrorMs);

/** The clock of whoever asks: of a simulated process its own, of everybody else the machine's. */
class VirtualDate extends real.Date {
  constructor(...given: readonly unknown[]) {
    const host = given.length === 0 ? hostNow() : undefined;
    if (host) super(wallClock(host));
    else super(...(given as [number]));
  }
  static override now(): number {
    const host = hostNow();
    return host ? wallClock(host) : real.Date.now();
  }
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.toString.call(value) === '[object Date]';
  }
}

const virtual = {
  setTimeout: (then: Callback, ms?: unknown, ...given: readonly unknown[]) => {
    const host = hostNow();
    return host ? timer(host, then, ms, given) : real.setTimeout(then, ms as number, ...given);
  },
  setInterval: (then: Callback, ms?: unknown, ...given: readonly unknown[]) => {
    const host = hostNow();
    return host ? interval(host, then, ms, given) : real.setInterval(then, ms as number, ...given);
  },
  setImmediate: (then: Callback, ...given: readonly unknown[]) => {
    const host = hostNow();
    return host ? immediate(host, then, given) : real.setImmediate(then, ...given);
  },
  clearTimeout: (made: unknown) => cleared(made) || real.clearTimeout(made as NodeJS.Timeout),
  clearInterval: (made: unknown) => cleared(made) || real.clearInterval(made as NodeJS.Timeout),
  clearImmediate: (made: unknown) => cleared(made) || real.clearImmediate(made as NodeJS.Immediate),
};

const sleep = (ms?: number, value?: unknown, ...options: readonly unknown[]): Promise<unknown> => {
  const host = hostNow();
  if (!host) return (real.sleep as (...given: unknown[]) => Promise<unknown>)(ms, value, ...options);
  return new Promise((resolve) => timer(host, resolve, ms, [value]));
};

const now = (): number => hostNow()?.time.now ?? real.now();

let users = 0;

/**
 * From here on simulated processes have virtual time, whatever they take it from; everybody else has the machine's as
 * before. Gives back what undoes it.
 */
export function virtualClocks(): () => void {
  if ((users += 1) === 1) put({ ...virtual, Date: VirtualDate }, now, sleep);
  return () => {
    if ((users -= 1) > 0) return;
    const { now: realNow, sleep: realSleep, ...globals } = real;
    put(globals, realNow, realSleep);
  };
}

function put(globals: object, performanceNow: () => number, promised: unknown): void {
  Object.assign(globalThis, globals);
  Object.defineProperty(performance, 'now', { value: performanceNow, configurable: true, writable: true });
  promises.setTimeout = promised;
  syncBuiltinESMExports();
}
