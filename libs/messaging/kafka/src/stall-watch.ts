import { Patience } from '@ssbtek/messaging';

/** Without an acknowledgement for so long the broker counts as away, although the connection stands. */
const STALL_MS = 1500;
/** A connection that stalls for so long is given up. */
const GIVE_UP_MS = 6000;
/** What a slow connection carries per millisecond: large batches may take longer. */
const SLOW_BYTES_PER_MS = 4096;

/** Notices a broker that keeps the connection and answers nothing (it is paused, or its disk hangs). */
export class StallWatch {
  private readonly waits: readonly Patience[];

  constructor(bytes: number, on: { readonly stalled: () => void; readonly givenUp: () => void }) {
    const moreMs = bytes / SLOW_BYTES_PER_MS;
    this.waits = [new Patience(STALL_MS + moreMs, on.stalled), new Patience(GIVE_UP_MS + moreMs, on.givenUp)];
  }

  end(): void {
    for (const wait of this.waits) wait.end();
  }
}
