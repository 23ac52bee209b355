import { failed, type Outcome } from '@ssbtek/core';

/** Time-out as the reason of an aborted signal. */
export class TimeIsUp extends Error {
  constructor() {
    super('time is up');
    this.name = 'TimeIsUp';
  }
}

/**
 * Runs `call` with a signal that aborts after `budgetMs`; from then on the outcome is `timeout`, whatever the call
 * still gives. Never rejects: an exception is a fault of ours, told to `onUnexpected`, and an unusable answer to
 * everybody else.
 */
export function timedCall(
  call: (signal: AbortSignal) => Promise<Outcome>,
  budgetMs: number,
  onUnexpected: () => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      resolve(failed({ kind: 'timeout' }));
      controller.abort(new TimeIsUp());
    }, budgetMs);
    timer.unref();
    const unexpected = (): Outcome => {
      if (!over) onUnexpected();
      return failed({ kind: 'malformed', reason: 'unexpected' });
    };
    const started = async (): Promise<Outcome> => call(controller.signal);
    void started()
      .catch(unexpected)
      .then((outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
  });
}
