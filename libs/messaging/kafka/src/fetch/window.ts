import { Unreadable } from './unreadable';

const FIRST_BYTES = 64 * 1024;

/** What a decompressor of the LZ family writes: bytes as they come, and repetitions of what it has written before. */
export class Window {
  private bytes: Buffer;
  private length = 0;

  /** @param limit bytes; to write more than that throws {@link Unreadable} */
  constructor(private readonly limit: number) {
    this.bytes = Buffer.allocUnsafe(Math.min(limit, FIRST_BYTES));
  }

  /** Writes `count` bytes of the source from `from` on. */
  literal(source: Buffer, from: number, count: number): void {
    if (count > source.length - from) throw new Unreadable('cut off');
    this.reserve(count);
    source.copy(this.bytes, this.length, from, from + count);
    this.length += count;
  }

  /** Writes `count` bytes again that began `distance` before the end; they may overlap with what is being written. */
  repeat(distance: number, count: number): void {
    if (distance < 1 || distance > this.length) throw new Unreadable('a repetition of nothing');
    this.reserve(count);
    const { bytes } = this;
    const end = this.length + count;
    // Each round doubles what can be copied at once.
    for (let at = this.length, from = at - distance; at < end; at += at - from)
      bytes.copyWithin(at, from, Math.min(at, from + end - at));
    this.length = end;
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed > this.limit) throw new Unreadable('too large');
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.min(this.limit, Math.max(needed, 2 * this.bytes.length)));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
