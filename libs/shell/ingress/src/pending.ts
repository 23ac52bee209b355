import type { Composite } from '@ssbtek/core';

interface Waiting {
  readonly resolve: (composite: Composite | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

/** Callers of this replica who wait for their composite, by inquiryId. */
export class PendingInquiries {
  private readonly waiting = new Map<string, Waiting>();

  get size(): number {
    return this.waiting.size;
  }

  /** Resolves to the inquiry's composite, or to undefined after `timeoutMs` or {@link abandon}. */
  wait(inquiryId: string, timeoutMs: number): Promise<Composite | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(inquiryId, undefined), timeoutMs);
      this.waiting.set(inquiryId, { resolve, timer });
    });
  }

  /** True when somebody here waited for it; composites of other replicas and second ones are not ours. */
  deliver(composite: Composite): boolean {
    return this.settle(composite.inquiryId, composite);
  }

  /** Gives up waiting: the question could not be published. */
  abandon(inquiryId: string): void {
    this.settle(inquiryId, undefined);
  }

  /** True while somebody here waits for this inquiry. */
  has(inquiryId: string): boolean {
    return this.waiting.has(inquiryId);
  }

  private settle(inquiryId: string, composite: Composite | undefined): boolean {
    const waiting = this.waiting.get(inquiryId);
    if (!waiting) return false;
    this.waiting.delete(inquiryId);
    clearTimeout(waiting.timer);
    waiting.resolve(composite);
    return true;
  }
}
