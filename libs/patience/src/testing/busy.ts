import { stat } from 'node:fs/promises';

/** Keeps the event loop busy: nothing is read, no timer fires. */
export function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Answered by another thread within a moment, whatever the event loop does: heard when that turns again. */
export const answeredElsewhere = async (): Promise<void> => void (await stat('.'));

/** Goes on where timers are looked at next, before anything is read: what comes first then is no matter of luck. */
export const beforeTimers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
