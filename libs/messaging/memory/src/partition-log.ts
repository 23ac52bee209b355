import type { Incoming, PartitionBounds } from '@ssbtek/messaging';

/** One partition in memory: an append-only list whose old end is dropped. */
export class PartitionLog {
  private records: Incoming[] = [];
  private first = 0n;
  private kept = 0;

  /** Bytes of the values kept. */
  get bytes(): number {
    return this.kept;
  }

  get high(): bigint {
    return this.first + BigInt(this.records.length);
  }

  append(record: Omit<Incoming, 'offset'>): void {
    this.records.push({ ...record, offset: this.high });
    this.kept += record.value.length;
  }

  /** At most `count` messages from an offset on, each the reader's own: it may let go of the content. */
  read(from: bigint, count: number): readonly Incoming[] {
    const start = Math.max(0, Number(from - this.first));
    return this.records.slice(start, start + count).map((record) => ({ ...record }));
  }

  bounds(committed: bigint | undefined): PartitionBounds {
    return { committed, low: this.first, high: this.high };
  }

  /** Drops messages older than `olderThan`, and of the others those below `below`. */
  drop(olderThan: number, below: bigint): void {
    let gone = 0;
    for (const { offset, appendedAt, value } of this.records) {
      if (offset >= below && appendedAt >= olderThan) break;
      gone += 1;
      this.kept -= value.length;
    }
    if (gone === 0) return;
    this.records = this.records.slice(gone);
    this.first += BigInt(gone);
  }
}
