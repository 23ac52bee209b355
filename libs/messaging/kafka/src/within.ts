import { Patience } from '@ssbtek/messaging';

const SOON_MS = 2000;

/** The promise's result, or a rejection after `ms`. What the promise does later goes unnoticed. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const patience = new Patience(ms, () => reject(new Error('too late')));
    promise.finally(() => patience.end()).then(resolve, reject);
  });
}

/** Waits for the end of something that is given up anyway: neither long nor for its outcome. */
export const settleSoon = (promise: Promise<unknown>): Promise<void> =>
  within(SOON_MS, promise).then(
    () => undefined,
    () => undefined,
  );
