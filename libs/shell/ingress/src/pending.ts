import type { Composite } from '@ssbtek/core';
import { Patience } from '@ssbtek/messaging';
import type { Room } from './room';

/** What a caller who waits gets: undefined when there was nothing in time, `no-room` when it could not be held. */
export type Awaited = Composite | 'no-room' | undefined;

interface Waiting {
  readonly resolve: (awaited: Awaited) => void;
  readonly patience: Patience;
  readonly room: Room | undefined;
  /** Whoever asked has gone; only the end of the inquiry is still of interest. */
  left: boolean;
}

/** Callers of this replica who wait for their composite, by inquiryId. */
export class PendingInquiries {
  private readonly waiting = new Map<string, Waiting>();

  get size(): number {
    return this.waiting.size;
  }

  /** Resolves to the inquiry's composite, or to undefined after `timeoutMs` or {@link abandon}. */
  wait(inquiryId: string, timeoutMs: number, room?: Room): Promise<Awaited> {
    return new Promise((resolve) => {
      const patience = new Patience(timeoutMs, () => this.settle(inquiryId, undefined), 'time');
      this.waiting.set(inquiryId, { resolve, patience, room, left: false });
    });
  }

  /** True when somebody here waited for it; composites of other replicas and second ones are not ours. */
  deliver(composite: Composite): boolean {
    return this.settle(composite.inquiryId, composite);
  }

  /** Room for an answer of so many bytes; without it whoever waits is told so, and waits no longer. */
  makeRoom(inquiryId: string, bytes: number): boolean {
    const room = this.waiting.get(inquiryId)?.room;
    if (!room || room.takeAnswer(bytes)) return true;
    this.settle(inquiryId, 'no-room');
    return false;
  }

  /** Gives up waiting: the question could not be published. */
  abandon(inquiryId: string): void {
    this.settle(inquiryId, undefined);
  }

  /** Nobody waits any more for an inquiry that is under way: its composite will not be opened. */
  leave(inquiryId: string): void {
    const waiting = this.waiting.get(inquiryId);
    if (waiting) waiting.left = true;
  }

  /** Whether a composite that has come is to be opened: somebody here waits for it. */
  awaits(inquiryId: string): boolean {
    if (!this.waiting.get(inquiryId)?.left) return this.waiting.has(inquiryId);
    this.settle(inquiryId, undefined);
    return false;
  }

  private settle(inquiryId: string, composite: Awaited): boolean {
    const waiting = this.waiting.get(inquiryId);
    if (!waiting) return false;
    this.waiting.delete(inquiryId);
    waiting.patience.end();
    waiting.resolve(composite);
    return true;
  }
}
