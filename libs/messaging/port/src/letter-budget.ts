/** So many dead letters at once ... */
const AT_ONCE = 500;
/** ... and so many a second for ever. */
const PER_SECOND = 10;

/**
 * How many dead letters a reader writes. A flood of messages that are no good must not become a flood of letters, which
 * would stand in the way of answers and fill the topic: what is beyond the budget is counted.
 */
export class LetterBudget {
  private left = AT_ONCE;
  private at: number;

  /** @param now monotonic milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.at = now();
  }

  /** True when one more may be written; it counts as written then. */
  take(): boolean {
    const now = this.now();
    this.left = Math.min(AT_ONCE, this.left + ((now - this.at) / 1000) * PER_SECOND);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
