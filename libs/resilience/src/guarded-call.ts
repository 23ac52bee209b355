import { countsAgainstBreaker, failed, type CallTime, type Failure, type Outcome } from '@ssbtek/core';
import { circuit, type BreakerSettings, type BreakerState, type Circuit, type Verdict } from './circuit';
import { timedCall, type Call } from './timed-call';

/** A circuit breaker around calls whose result is an {@link Outcome}: failures are judged by core's table. */
export interface GuardedCall {
  /**
   * Runs `call` with a signal that aborts when the agency has had its time; then the outcome is `timeout`, or `busy`
   * when the time ran out through lateness of our own. While the breaker is open the outcome is `breaker-open` at
   * once. Without time left the outcome is `busy` and nothing is called. Never rejects.
   */
  run(call: Call, time: CallTime): Promise<Outcome>;
  state(): BreakerState;
  /** Ends the breaker's timers; calls are not let through any more. */
  close(): void;
}

export interface BreakerEvents {
  readonly changed?: (state: BreakerState) => void;
  readonly notPermitted?: () => void;
  /** A call threw instead of giving an outcome: a fault in this program. Fixed words. */
  readonly problem?: (what: 'unexpected-exception') => void;
}

/** Failures that the agency had no part in. */
const NOT_THE_AGENCY: ReadonlySet<Failure['kind']> = new Set(['mapping', 'breaker-open', 'busy', 'overload']);

/** What an outcome says about the agency; undefined when the agency had no part in it. */
function verdictOf(outcome: Outcome): Verdict | undefined {
  if (outcome.type === 'data') return 'well';
  const { failure } = outcome;
  if (NOT_THE_AGENCY.has(failure.kind)) return undefined;
  return countsAgainstBreaker(failure) ? 'ill' : 'well';
}

class Guard implements GuardedCall {
  readonly #circuit: Circuit;
  /** The one call that a half-open breaker has let through. */
  #probing = false;
  /** Counts changes of state: a call that began before the last one says nothing about how the agency is now. */
  #epoch = 0;
  #closed = false;

  constructor(
    name: string,
    settings: BreakerSettings,
    private readonly events: BreakerEvents,
  ) {
    this.#circuit = circuit(name, settings, (state) => {
      this.#epoch++;
      events.changed?.(state);
    });
  }

  async run(call: Call, time: CallTime): Promise<Outcome> {
    if (time.atMostMs <= 0) return failed({ kind: 'busy' });
    const state = this.state();
    if (this.#closed || state === 'open' || this.#probing) {
      this.events.notPermitted?.();
      return failed({ kind: 'breaker-open' });
    }
    const epoch = this.#epoch;
    const probe = state === 'half-open';
    this.#probing = probe;
    const outcome = await timedCall(call, time, () => this.events.problem?.('unexpected-exception'));
    await this.#judge(outcome, epoch);
    if (probe) this.#probing = false;
    return outcome;
  }

  state(): BreakerState {
    return this.#circuit.state();
  }

  close(): void {
    this.#closed = true;
    this.#circuit.close();
  }

  async #judge(outcome: Outcome, epoch: number): Promise<void> {
    const verdict = verdictOf(outcome);
    if (verdict && !this.#closed && this.#epoch === epoch) await this.#circuit.report(verdict);
  }
}

/** Makes a breaker for one agency. */
export function guardCalls(name: string, settings: BreakerSettings, events: BreakerEvents = {}): GuardedCall {
  return new Guard(name, settings, events);
}
