/**
 * How many bytes may be held at the same time. A bound by number says nothing of memory where one thing may be a thousand
 * times as large as another.
 */
export class ByteBudget {
  private taken = 0;

  /** @param most bytes, above 0 */
  constructor(readonly most: number) {}

  /** Bytes held at this moment. */
  get held(): number {
    return this.taken;
  }

  /** Whether that much more fits. */
  fits(bytes: number): boolean {
    return this.taken + bytes <= this.most;
  }

  /** Takes room; false, and nothing is taken, when there is none. */
  take(bytes: number): boolean {
    const fits = this.fits(bytes);
    if (fits) this.taken += bytes;
    return fits;
  }

  /** Takes room whether there is any or not: for what is held already. */
  force(bytes: number): void {
    this.taken += bytes;
  }

  /** Gives back what was taken. */
  give(bytes: number): void {
    this.taken -= bytes;
  }
}

/** What one question or answer has taken of a budget, given back as a whole. */
export class Holding {
  private bytes = 0;
  private over = false;

  constructor(private readonly budget: ByteBudget) {}

  /** Takes more; false when there is no room, or when everything has been given back. */
  take(bytes: number): boolean {
    if (this.over || !this.budget.take(bytes)) return false;
    this.bytes += bytes;
    return true;
  }

  /** Gives back everything, once; nothing can be taken afterwards. */
  end(): void {
    this.over = true;
    this.budget.give(this.bytes);
    this.bytes = 0;
  }
}
