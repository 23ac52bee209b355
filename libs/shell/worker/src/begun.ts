import type { Incoming } from '@ssbtek/messaging';

/** Where a message stands: a copy of it stands elsewhere. */
type Place = Pick<Incoming, 'topic' | 'partition' | 'offset'>;

interface Run {
  readonly place: Place;
  readonly untilMs: number;
  readonly over: Promise<void>;
}

/**
 * The inquiries that this process has begun, for as long as their time runs: a copy of one is not put to the agency
 * again. One that failed is forgotten, so that the bus can try it again.
 */
export class BegunInquiries {
  /** In the order of their beginning, which is nearly that of their end. */
  private readonly runs = new Map<string, Run>();

  get size(): number {
    return this.runs.size;
  }

  /**
   * Runs what is to be done for an inquiry unless that has been begun. Undefined for a copy: there is nothing to do and
   * nothing to wait for. The same message once more, after a rebalance, ends as its first run does.
   * @param untilMs until when the inquiry's time runs, like `nowMs` in the broker's clock
   */
  once(
    inquiryId: string,
    { topic, partition, offset }: Place,
    untilMs: number,
    nowMs: number,
    run: () => Promise<void>,
  ): Promise<void> | undefined {
    this.forgetUntil(nowMs);
    const known = this.runs.get(inquiryId);
    if (known) {
      const { place, over } = known;
      const same = place.topic === topic && place.partition === partition && place.offset === offset;
      return same ? over : undefined;
    }
    const over = run();
    this.runs.set(inquiryId, { place: { topic, partition, offset }, untilMs, over });
    over.catch(() => this.runs.delete(inquiryId));
    return over;
  }

  private forgetUntil(nowMs: number): void {
    for (const [inquiryId, { untilMs }] of this.runs) {
      if (nowMs < untilMs) return;
      this.runs.delete(inquiryId);
    }
  }
}
