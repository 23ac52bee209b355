import type { Incoming, PartitionBounds } from '@ssbtek/messaging';

/** A log that is compacted may hold so many messages more than its keys need. */
const SLACK = 100;

/** One partition in memory: an append-only list whose old end is dropped. */
export class PartitionLog {
  /** By ascending offset; where it is compacted, not by each. */
  private records: Incoming[] = [];
  /** Where it begins: what is compacted away in between moves nothing. */
  private start = 0n;
  private next = 0n;
  private kept = 0;
  private compactAbove = SLACK;

  /** Bytes of the values kept. */
  get bytes(): number {
    return this.kept;
  }

  get low(): bigint {
    return this.start;
  }

  get high(): bigint {
    return this.next;
  }

  /** @param offsets so many are taken, of which the message has the last: of what cannot be read only the end is known */
  append(record: Omit<Incoming, 'offset'>, offsets = 1): void {
    this.next += BigInt(offsets);
    this.records.push({ ...record, offset: this.next - 1n });
    this.kept += record.value.length;
  }

  /** At most `count` messages from an offset on, each the reader's own: it may let go of the content. */
  read(from: bigint, count: number): readonly Incoming[] {
    const start = this.indexOf(from);
    return this.records.slice(start, start + count).map((record) => ({ ...record }));
  }

  bounds(committed: bigint | undefined): PartitionBounds {
    return { committed, low: this.start, high: this.high };
  }

  /** Drops messages older than `olderThan`, and of the others those below `below`. */
  drop(olderThan: number, below: bigint): void {
    let gone = 0;
    for (const { offset, appendedAt, value } of this.records) {
      if (offset >= below && appendedAt >= olderThan) break;
      gone += 1;
      this.start = offset + 1n;
      this.kept -= value.length;
    }
    if (gone > 0) this.records = this.records.slice(gone);
  }

  /** Fault: begins here from now on, whether or not somebody has read what stood before. */
  cutOff(below: bigint): void {
    this.drop(-Infinity, below);
    if (below > this.start) this.start = below;
  }

  /** Keeps the last message of each key, once there are many others. */
  compact(): void {
    if (this.records.length <= this.compactAbove) return;
    const last = new Map(this.records.map(({ key, offset }) => [key, offset]));
    this.records = this.records.filter(({ key, offset }) => last.get(key) === offset);
    this.kept = this.records.reduce((bytes, { value }) => bytes + value.length, 0);
    this.compactAbove = 2 * this.records.length + SLACK;
  }

  /** Where the first message stands whose offset is not below this one. */
  private indexOf(offset: bigint): number {
    let [low, high] = [0, this.records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.records[middle]?.offset ?? offset) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
