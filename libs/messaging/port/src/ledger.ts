import type { Incoming } from './bus';
import type { PartitionBounds } from './driver';

/**
 * What one consumer knows about one partition. Everything below `position` has been taken; what is taken and
 * not in `open` is done. The oldest open message is the LOW WATERMARK: it holds the commit, however much
 * beyond it is done (architecture 5).
 */
export class PartitionLedger {
  /** The next offset that has not been taken; undefined before the first assignment is looked up. */
  private next: bigint | undefined;
  /** When each was appended, by offset; ascending, because offsets are taken in order. */
  private readonly open = new Map<bigint, number>();
  private committed: bigint | undefined;
  /** Committed ahead of what is open, because its present reader finishes that; see {@link handOver}. */
  private promised: bigint | undefined;
  private attached = false;
  private lost = false;

  get position(): bigint | undefined {
    return this.next;
  }

  get unfinished(): number {
    return this.open.size;
  }

  /** When the oldest unfinished message was appended; undefined when there is none. */
  get oldestAppendedAt(): number | undefined {
    return this.open.values().next().value;
  }

  /** True once the partition belongs to somebody else, or to nobody: nothing of it is committed any more. */
  get isLost(): boolean {
    return this.lost;
  }

  get isAttached(): boolean {
    return this.attached;
  }

  /**
   * The partition is ours and `bounds` were looked up since. Returns where to read on. A kept partition goes on
   * where it stood, unless another member committed further in between or the log is a new one.
   */
  attach({ committed, low, high }: PartitionBounds, from: 'earliest' | 'latest'): bigint {
    const forgotten = committed === undefined && this.committed !== undefined;
    const anew = this.next !== undefined && (this.next > high || forgotten);
    if (anew) {
      this.open.clear();
      this.next = undefined;
    }
    const usable = committed !== undefined && committed <= high ? committed : undefined;
    const first = usable ?? (from === 'earliest' || anew ? low : (this.next ?? high));
    const start = first < low ? low : first;
    if (this.next === undefined || start > this.next) this.next = start;
    // What we promised and still have: the low watermark holds the commit again.
    const ours = usable !== undefined && usable === this.promised && !anew;
    if (!ours) for (const offset of this.open.keys()) if (offset < start) this.open.delete(offset);
    this.committed = ours ? undefined : usable;
    this.promised = undefined;
    this.attached = true;
    return this.next;
  }

  /** The group's membership is in doubt: nothing may be committed until the next {@link attach}. */
  detach(): void {
    this.attached = false;
  }

  /** Somebody else's from now on. */
  lose(): void {
    this.lost = true;
    this.attached = false;
  }

  /** Takes a message; false when it was taken before and comes again after a rebalance. */
  take({ offset, appendedAt }: Pick<Incoming, 'offset' | 'appendedAt'>): boolean {
    if (this.next !== undefined && offset < this.next) return false;
    this.next = offset + 1n;
    this.open.set(offset, appendedAt);
    return true;
  }

  /** Offsets below this have been read, whether or not there was a message at each of them. */
  pass(next: bigint): void {
    if (this.next !== undefined && next > this.next) this.next = next;
  }

  finish(offset: bigint): void {
    this.open.delete(offset);
  }

  /** The offset to commit: of the oldest unfinished message, or the position. Undefined when it is no news. */
  committable(): bigint | undefined {
    if (!this.attached || this.lost) return undefined;
    const low = this.open.keys().next().value ?? this.next;
    if (low === undefined || low === (this.committed ?? 0n)) return undefined;
    return this.committed !== undefined && low < this.committed ? undefined : low;
  }

  /**
   * The offset to commit when another may read on from here while we finish what is below `begun`, the first offset
   * that no handler has been given. Undefined when it is no news.
   */
  handOver(begun: bigint): bigint | undefined {
    if (!this.attached || this.lost) return undefined;
    const low = this.open.keys().next().value ?? this.next;
    if (low === undefined) return undefined;
    const offset = begun > low ? begun : low;
    if (this.committed !== undefined && offset <= this.committed) return undefined;
    this.promised = offset;
    return offset;
  }

  wasCommitted(offset: bigint): void {
    if (this.committed === undefined || offset > this.committed) this.committed = offset;
  }
}
