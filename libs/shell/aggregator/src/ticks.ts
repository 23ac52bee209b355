/** How exactly a tick comes when something is due, ms, and what it leaves for what was sent meanwhile. */
const GRACE_MS = 20;
/** As long as anything is held somebody comes by so often, ms: what is due hangs on a clock that learns. */
const LOOK_EVERY_MS = 1000;

/**
 * Calls back when something is due, but lets what has arrived win: each tick comes a moment after its time and behind
 * what is to be read already, so that what was sent while the process was busy can be fetched before. Without anything to
 * wait for there is no timer.
 */
export class Ticks {
  private timer: NodeJS.Timeout | undefined;
  /** When the tick is planned for, local time. */
  private at = Infinity;
  private over = false;

  /** @param idleMs for how long nothing is due, ms; undefined: nothing is held */
  constructor(
    private readonly idleMs: () => number | undefined,
    private readonly then: () => void,
  ) {}

  /** Something is held that may be due before the tick that is planned. */
  plan(): void {
    const idleMs = this.idleMs();
    if (this.over || idleMs === undefined) return;
    const waitMs = Math.min(Math.max(idleMs, 0), LOOK_EVERY_MS);
    const at = performance.now() + waitMs;
    if (at >= this.at) return;
    clearTimeout(this.timer);
    this.at = at;
    this.timer = setTimeout(() => this.due(), waitMs);
  }

  stop(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  private due(): void {
    // Nothing is earlier than a tick that is on its way.
    this.at = -Infinity;
    this.timer = setTimeout(() => setImmediate(() => this.over || this.tick()), GRACE_MS);
  }

  private tick(): void {
    this.at = Infinity;
    this.then();
    this.plan();
  }
}
