import { logNormal } from './random.ts';

/** How an agency answers at a moment. */
export interface AgencyMood {
  /** Half of the answers are faster, ms. */
  readonly medianMs: number;
  /** Of the logarithm; 0.5 gives a p99 of about three times the median. */
  readonly spread: number;
  /** Share of the calls that are never answered. */
  readonly hanging: number;
}

/** The breaker's numbers in one worker process: as in its settings, times in ms. */
export const BREAKER = { minCalls: 10, failureRate: 0.5, windowMs: 10_000, resetMs: 10_000 } as const;

/** Time until an answer, ms; Infinity where none comes. */
export function answerTime(random: () => number, { medianMs, spread, hanging }: AgencyMood): number {
  return random() < hanging ? Infinity : logNormal(random, medianMs, spread);
}

/** The circuit breaker of one replica: while it is open its agency is not asked. */
export class Breaker {
  private calls: { readonly at: number; readonly failed: boolean }[] = [];
  private oldest = 0;
  private failures = 0;
  private openedAt: number | undefined;
  private probing = false;

  /** True when the call may go out. */
  admits(now: number): boolean {
    if (this.openedAt === undefined) return true;
    if (this.probing || now - this.openedAt < BREAKER.resetMs) return false;
    this.probing = true;
    return true;
  }

  ended(now: number, failed: boolean): void {
    if (this.openedAt !== undefined) {
      // Only the probe decides; what was under way when the breaker opened does not.
      if (!this.probing) return;
      this.probing = false;
      this.openedAt = failed ? now : undefined;
      this.calls = [];
      this.oldest = this.failures = 0;
      return;
    }
    this.calls.push({ at: now, failed });
    if (failed) this.failures += 1;
    for (
      let call = this.calls[this.oldest];
      call && call.at < now - BREAKER.windowMs;
      call = this.calls[this.oldest]
    ) {
      if (call.failed) this.failures -= 1;
      this.oldest += 1;
    }
    const count = this.calls.length - this.oldest;
    if (count >= BREAKER.minCalls && this.failures / count >= BREAKER.failureRate) this.openedAt = now;
  }
}
