import { countsAgainstBreaker, failed, type Outcome } from '@ssbtek/core';
import { circuit, type Circuit, type Verdict } from './circuit';
import { timedCall } from './timed-call';

/** Breaker numbers (architecture 11). */
export interface BreakerSettings {
  /** Share of failed calls, 0 to 1, at which the breaker opens. */
  readonly failureRate: number;
  /** Calls in the window before the rate means anything. */
  readonly minCalls: number;
  readonly windowMs: number;
  /** How long the breaker stays open before one probe is let through. */
  readonly resetMs: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** A circuit breaker around calls whose result is an {@link Outcome}: failures are judged by core's table. */
export interface GuardedCall {
  /**
   * Runs `call` with a signal that aborts after `budgetMs`; then the outcome is `timeout`. While the breaker
   * is open the outcome is `breaker-open` at once. Without time left the outcome is `timeout` and nothing is
   * called. Never rejects.
   */
  run(call: (signal: AbortSignal) => Promise<Outcome>, budgetMs: number): Promise<Outcome>;
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

/** What an outcome says about the agency; undefined when the agency had no part in it. */
function verdictOf(outcome: Outcome): Verdict | undefined {
  if (outcome.type === 'data') return 'well';
  const { failure } = outcome;
  if (failure.kind === 'mapping' || failure.kind === 'breaker-open') return undefined;
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

  async run(call: (signal: AbortSignal) => Promise<Outcome>, budgetMs: number): Promise<Outcome> {
    if (budgetMs <= 0) return failed({ kind: 'timeout' });
    const state = this.state();
    if (this.#closed || state === 'open' || this.#probing) {
      this.events.notPermitted?.();
      return failed({ kind: 'breaker-open' });
    }
    const epoch = this.#epoch;
    const probe = state === 'half-open';
    this.#probing = probe;
    const outcome = await timedCall(call, budgetMs, () => this.events.problem?.('unexpected-exception'));
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
