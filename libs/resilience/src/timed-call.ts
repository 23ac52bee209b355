import { failed, type CallTime, type Outcome } from '@ssbtek/core';
import { Patience } from '@ssbtek/patience';

/** Why there is no more time for a call; the reason of its aborted signal. */
export class TimeIsUp extends Error {
  /** @param kind `timeout`: the agency has had its time; `busy`: it has not, and that is our own lateness */
  constructor(readonly kind: 'timeout' | 'busy') {
    super('time is up');
    this.name = 'TimeIsUp';
  }
}

/** Says when a call stands in a queue of our own: that time is not the agency's. */
export interface Turn {
  /** The call waits for its turn. */
  waits(): void;
  /** The call has its turn: the agency's time begins. */
  comes(): void;
}

/** A call to an agency: rejects with the signal's reason once that is aborted. */
export type Call = (signal: AbortSignal, turn: Turn) => Promise<Outcome>;

/**
 * Runs `call` with a signal that aborts when the agency has had its time, and at the latest by the clock; from then on
 * the outcome is a failure, whatever the call still gives. An answer that has arrived wins over both. Never rejects:
 * an exception is a fault of ours, told to `onUnexpected`, and an unusable answer to everybody else.
 */
export function timedCall(call: Call, time: CallTime, onUnexpected: () => void): Promise<Outcome> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    let over = false;
    let given: Patience | undefined;
    const end = (outcome: Outcome): void => {
      over = true;
      given?.end();
      limit.end();
      resolve(outcome);
    };
    const giveUp = (kind: 'timeout' | 'busy'): void => {
      end(failed({ kind }));
      controller.abort(new TimeIsUp(kind));
    };
    const limit = new Patience(time.atMostMs, () => giveUp('busy'), 'time');
    const turn: Turn = {
      waits: () => given?.end(),
      comes() {
        given?.end();
        if (!over && time.fair) given = new Patience(time.agencyMs, () => giveUp('timeout'), 'turns');
      },
    };
    turn.comes();
    const unexpected = (): Outcome => {
      if (!over) onUnexpected();
      return failed({ kind: 'malformed', reason: 'unexpected' });
    };
    const started = async (): Promise<Outcome> => call(controller.signal, turn);
    void started().catch(unexpected).then(end);
  });
}
