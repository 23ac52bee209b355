import { Patience } from './patience';

/** Waits for a promise, at most `ms`. True when it was settled in time; its rejection is not an answer here. */
export function settledWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const patience = new Patience(ms, () => resolve(false), 'time');
    const settled = (): void => {
      patience.end();
      resolve(true);
    };
    promise.then(settled, settled);
  });
}
