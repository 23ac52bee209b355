import { Unreadable } from './unreadable';

/** One record as it stands in a batch (version 2), without what only its batch knows. */
export interface RawRecord {
  readonly offsetDelta: number;
  /** Since the first record of its batch, ms; what its producer says. */
  readonly timestampDelta: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Of a header that comes twice the first counts. */
  readonly headers: Readonly<Record<string, string>>;
}

const BEYOND_ASCII = /[\x80-\xff]/;

/** Reads numbers and bytes one after the other, never beyond the end. */
export class RecordReader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** A number of variable length whose sign is in its lowest bit. */
  varint(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.bytes[this.at];
      if (byte === undefined || weight > 2 ** 63) throw new Unreadable('cut off');
      this.at += 1;
      value += (byte % 128) * weight;
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
  }

  skip(count: number): void {
    this.at += count;
  }

  /** Bytes with their length before them; -1 says that there are none. */
  sized(): Buffer | null {
    const length = this.varint();
    if (length === -1) return null;
    if (length < 0 || length > this.bytes.length - this.at) throw new Unreadable('a length beyond the end');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /**
   * Texts with their lengths before them, as far as they are asked for, and nothing behind them: all are decoded at
   * once, because each call into Node costs more than a short text.
   */
  texts(): () => string {
    const from = this.at;
    const all = this.bytes.toString('latin1', from);
    const isAscii = !BEYOND_ASCII.test(all);
    return () => {
      const length = this.varint();
      if (length === -1) return '';
      if (length < 0 || length > this.bytes.length - this.at) throw new Unreadable('a length beyond the end');
      const at = this.at;
      this.at += length;
      return isAscii ? all.slice(at - from, this.at - from) : this.bytes.toString('utf8', at, this.at);
    };
  }
}

/**
 * Reads one record, without its length.
 * @throws Unreadable
 */
export function readRecord(bytes: Buffer): RawRecord {
  const reader = new RecordReader(bytes);
  reader.skip(1);
  const timestampDelta = reader.varint();
  const offsetDelta = reader.varint();
  const key = reader.sized();
  const value = reader.sized();
  return { offsetDelta, timestampDelta, key, value, headers: readHeaders(reader) };
}

function readHeaders(reader: RecordReader): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const count = reader.varint();
  const next = reader.texts();
  for (let left = count; left > 0; left -= 1) {
    const name = next();
    const value = next();
    if (Object.hasOwn(headers, name)) continue;
    // An assignment to this name would not make a header of it.
    if (name === '__proto__') Object.defineProperty(headers, name, { value, enumerable: true });
    else headers[name] = value;
  }
  return headers;
}
