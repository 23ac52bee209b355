/**
 * Messages waiting and in flight of one consumption. Reading pauses when the cap is reached and resumes when
 * half of it is free again: what was fetched in between waits here.
 */
export class Flow<T> {
  private waiting: T[] = [];
  private head = 0;
  private running = 0;
  private paused = false;
  private frozen = false;
  private whenIdle: (() => void) | undefined;
  private idle: Promise<void> | undefined;

  constructor(
    private readonly cap: number,
    private readonly start: (item: T) => Promise<void>,
    private readonly source: { pause(): void; resume(): void },
  ) {}

  get inFlight(): number {
    return this.running;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** Items wait until {@link pump}. */
  add(item: T): void {
    this.waiting.push(item);
  }

  /** Forgets waiting items that do not satisfy the predicate. */
  keep(predicate: (item: T) => boolean): void {
    this.waiting = this.waiting.slice(this.head).filter(predicate);
    this.head = 0;
  }

  /** Starts nothing until {@link thaw}; what is running goes on. */
  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
  }

  /** Starts what may start, then pauses or resumes the source. */
  pump(): void {
    while (!this.frozen && this.running < this.cap && this.head < this.waiting.length) this.startNext();
    if (this.head === this.waiting.length) this.keep(() => false);
    const empty = this.waiting.length === 0;
    if (!this.paused && (this.running >= this.cap || !empty)) this.pause();
    else if (this.paused && empty && this.running <= Math.floor(this.cap / 2) && !this.whenIdle)
      this.resume();
  }

  /** Starts nothing any more. Resolves when nothing is in flight. */
  drain(): Promise<void> {
    this.keep(() => false);
    this.pause();
    this.idle ??= new Promise<void>((resolve) => (this.whenIdle = resolve));
    if (this.running === 0) this.whenIdle?.();
    return this.idle;
  }

  private startNext(): void {
    const item = this.waiting[this.head] as T;
    this.head += 1;
    this.running += 1;
    void this.start(item).finally(() => {
      this.running -= 1;
      if (this.running === 0) this.whenIdle?.();
      this.pump();
    });
  }

  private pause(): void {
    this.paused = true;
    this.source.pause();
  }

  private resume(): void {
    this.paused = false;
    this.source.resume();
  }
}
