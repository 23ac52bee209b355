import CircuitBreaker from 'opossum';

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

/** What a finished call says about the agency. */
export type Verdict = 'well' | 'ill';

/** The state machine and the rolling window, told of calls when they have ended. */
export interface Circuit {
  state(): BreakerState;
  /** Tells of a finished call; the state has changed when the promise resolves. */
  report(verdict: Verdict): Promise<void>;
  close(): void;
}

/** The library opens above the threshold; {@link BreakerSettings.failureRate} is the rate at which it opens. */
const AT_AND_ABOVE = 1e-6;
const ILL = new Error('counts against the agency');

/**
 * The library counts a call when it starts and its failure when it ends. With calls that hang for longer than the
 * window is, the two never meet in it and the breaker stays closed. So it is told of a call only when the call has
 * ended, and who may call is asked of its state.
 */
export function circuit(
  name: string,
  settings: BreakerSettings,
  changed: (state: BreakerState) => void,
): Circuit {
  const make = (): Breaker => {
    const made = newBreaker(name, settings);
    made.on('open', () => changed('open'));
    made.on('halfOpen', () => changed('half-open'));
    made.on('close', () => {
      // The library keeps the failures from before in its window: one more would open it again at once.
      made.shutdown();
      breaker = make();
      changed('closed');
    });
    return made;
  };
  let breaker = make();
  return {
    state: () => (breaker.opened ? 'open' : breaker.halfOpen ? 'half-open' : 'closed'),
    // The rejection is the verdict itself coming back.
    report: (verdict) => breaker.fire(verdict).catch(() => undefined),
    close: () => breaker.shutdown(),
  };
}

type Breaker = CircuitBreaker<[Verdict], void>;

function newBreaker(name: string, settings: BreakerSettings): Breaker {
  const action = (verdict: Verdict): Promise<void> =>
    verdict === 'well' ? Promise.resolve() : Promise.reject(ILL);
  return new CircuitBreaker<[Verdict], void>(action, {
    name,
    timeout: false,
    errorThresholdPercentage: settings.failureRate * 100 - AT_AND_ABOVE,
    volumeThreshold: settings.minCalls,
    rollingCountTimeout: settings.windowMs,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    resetTimeout: settings.resetMs,
  });
}
