/** How much may be in flight at the same time. */
export interface FlowCap {
  readonly count: number;
  /** Of what is in flight, as it was read; one item may be larger. */
  readonly bytes: number;
}

/**
 * Messages waiting and in flight of one consumption. Reading pauses when a cap is reached and resumes when
 * half of it is free again: what was fetched in between waits here.
 */
export class Flow<T extends { readonly bytes: number }> {
  private waiting: T[] = [];
  private head = 0;
  private running = 0;
  private runningBytes = 0;
  private pausedAt: number | undefined;
  private frozen = false;
  private whenIdle: (() => void) | undefined;
  private idle: Promise<void> | undefined;

  constructor(
    private readonly cap: FlowCap,
    private readonly start: (item: T) => Promise<void>,
    private readonly source: { pause(): void; resume(): void },
  ) {}

  get inFlight(): number {
    return this.running;
  }

  /** Bytes of what is in flight, as it was read. */
  get bytes(): number {
    return this.runningBytes;
  }

  get isPaused(): boolean {
    return this.pausedAt !== undefined;
  }

  get isFrozen(): boolean {
    return this.frozen;
  }

  /** For how long reading has been held back, ms. */
  get pausedMs(): number {
    return this.pausedAt === undefined ? 0 : performance.now() - this.pausedAt;
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
    while (!this.frozen && this.mayStart()) this.startNext();
    if (this.head === this.waiting.length) this.keep(() => false);
    const empty = this.waiting.length === 0;
    if (!this.isPaused && (this.isFull(1) || !empty)) this.pause();
    else if (this.isPaused && empty && !this.isFull(2) && !this.whenIdle) this.resume();
  }

  /** Starts nothing any more. Resolves when nothing is in flight. */
  drain(): Promise<void> {
    this.keep(() => false);
    this.pause();
    this.idle ??= new Promise<void>((resolve) => (this.whenIdle = resolve));
    if (this.running === 0) this.whenIdle?.();
    return this.idle;
  }

  private mayStart(): boolean {
    const next = this.waiting[this.head];
    if (next === undefined || this.running >= this.cap.count) return false;
    return this.running === 0 || this.runningBytes + next.bytes <= this.cap.bytes;
  }

  /** At the caps, or above a part of them. */
  private isFull(part: 1 | 2): boolean {
    const { count, bytes } = this.cap;
    if (part === 1) return this.running >= count || this.runningBytes >= bytes;
    return this.running > Math.floor(count / 2) || this.runningBytes > bytes / 2;
  }

  private startNext(): void {
    const item = this.waiting[this.head] as T;
    const { bytes } = item;
    this.head += 1;
    this.running += 1;
    this.runningBytes += bytes;
    void this.start(item).finally(() => {
      this.running -= 1;
      this.runningBytes -= bytes;
      if (this.running === 0) this.whenIdle?.();
      this.pump();
    });
  }

  private pause(): void {
    this.pausedAt ??= performance.now();
    this.source.pause();
  }

  private resume(): void {
    this.pausedAt = undefined;
    this.source.resume();
  }
}
