import { type ByteBudget } from '@ssbtek/core';

/** What one join holds: the bytes of each agency's answer. */
export class JoinHolding {
  private readonly answers = new Map<string, number>();
  private sum = 0;
  private most = 0;

  get bytes(): number {
    return this.sum;
  }

  /** Bytes of the largest answer; 0 when there is none. */
  get largest(): number {
    return this.most;
  }

  add(kod: string, bytes: number): void {
    this.answers.set(kod, bytes);
    this.sum += bytes;
    this.most = Math.max(this.most, bytes);
  }

  /** Forgets the largest answer; undefined when there is none. */
  dropLargest(): { readonly kod: string; readonly bytes: number } | undefined {
    const found = [...this.answers].find(([, bytes]) => bytes === this.most);
    if (!found) return undefined;
    const [kod, bytes] = found;
    this.answers.delete(kod);
    this.sum -= bytes;
    this.most = Math.max(0, ...this.answers.values());
    return { kod, bytes };
  }
}

/** Who holds what, and may be asked to let go of it. */
export interface Holder {
  readonly holding: JoinHolding;
  /** Lets go of this agency's answer: the join goes on with a failure in its place. */
  letGoOf(kod: string): void;
}

/**
 * The bytes of the replies that open joins hold, and of the composites that are being sent. A join needs further messages
 * to end, so reading is not held back when there is no room: the largest answers make room instead, and ordinary
 * questions do not notice.
 */
export class HeldReplies {
  constructor(
    private readonly budget: ByteBudget,
    private readonly open: () => Iterable<Holder>,
  ) {}

  get bytes(): number {
    return this.budget.held;
  }

  /** Makes room for a reply; false when it is larger than everything that could be let go of for it. */
  makeRoom(bytes: number): boolean {
    while (!this.budget.fits(bytes)) {
      const holder = this.largest();
      if (!holder || holder.holding.largest <= bytes) return false;
      const dropped = holder.holding.dropLargest();
      if (!dropped) return false;
      this.budget.give(dropped.bytes);
      holder.letGoOf(dropped.kod);
    }
    return true;
  }

  hold(holding: JoinHolding, kod: string, bytes: number): void {
    holding.add(kod, bytes);
    this.budget.force(bytes);
  }

  /** The join is over. */
  release({ bytes }: JoinHolding): void {
    this.budget.give(bytes);
  }

  private largest(): Holder | undefined {
    let found: Holder | undefined;
    for (const holder of this.open())
      if (holder.holding.largest > (found?.holding.largest ?? 0)) found = holder;
    return found;
  }
}
