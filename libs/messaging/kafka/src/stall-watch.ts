/** Without an acknowledgement for so long the broker counts as away, although the connection stands. */
const STALL_MS = 1500;
/** A connection that stalls for so long is given up. */
const GIVE_UP_MS = 6000;
/** What a slow connection carries per millisecond: large batches may take longer. */
const SLOW_BYTES_PER_MS = 4096;

/** Notices a broker that keeps the connection and answers nothing (it is paused, or its disk hangs). */
export class StallWatch {
  private ended = false;
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(bytes: number, on: { readonly stalled: () => void; readonly givenUp: () => void }) {
    const moreMs = bytes / SLOW_BYTES_PER_MS;
    this.timers = [this.after(STALL_MS + moreMs, on.stalled), this.after(GIVE_UP_MS + moreMs, on.givenUp)];
  }

  end(): void {
    this.ended = true;
    this.timers.forEach((timer) => clearTimeout(timer));
  }

  private after(ms: number, then: () => void): NodeJS.Timeout {
    // One more turn of the event loop: when that was busy, the acknowledgement may stand right behind the timer.
    return setTimeout(() => setImmediate(() => this.ended || then()), ms);
  }
}
