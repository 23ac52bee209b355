/** Turns of the event loop that what has arrived is given: sockets are read in each, and their answers may need another. */
const TURNS = 2;
/** What `turns` divides the time into: a moment in which the process itself was busy costs one part, however long it was. */
const PARTS = 8;

/**
 * A wait that gives up, but never before an event that has arrived. When the event loop was busy, timers fire before
 * the sockets are read: what was waited for may stand there already. One timer while the wait is short.
 */
export class Patience {
  private ended = false;
  private timer: NodeJS.Timeout | undefined;

  /**
   * Calls `then` after `ms`, unless {@link end} comes first.
   * @param counted `time`: by the clock, for what was promised to somebody; `turns`: our own lateness does not count,
   *   for what another process is given to answer
   */
  constructor(
    ms: number,
    private readonly then: () => void,
    counted: 'time' | 'turns' = 'turns',
  ) {
    if (counted === 'time') this.wait(ms, 1);
    else this.wait(ms / PARTS, PARTS);
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private wait(ms: number, parts: number): void {
    this.timer = setTimeout(() => (parts > 1 ? this.wait(ms, parts - 1) : this.turn(TURNS)), ms);
  }

  private turn(left: number): void {
    if (this.ended) return;
    if (left > 0) setImmediate(() => this.turn(left - 1));
    else this.then();
  }
}
