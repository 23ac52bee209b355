import { crc32c } from './crc32c';
import { varintSize, writeVarint } from './varint';

/** Text, bytes, or nothing. */
export type Bytes = Uint8Array | string | null | undefined;

/** What becomes a record. */
export interface OutgoingRecord {
  readonly key?: Bytes;
  readonly value: Bytes;
  /** A header may have several values. */
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>>;
}

/** Everything of a batch in front of its records: offset, length, epoch, magic, checksum, and what the checksum is about. */
const HEAD_BYTES = 61;
const LENGTH_AT = 8;
const EPOCH_AT = 12;
const CRC_AT = 17;
/** The checksum is about everything from here to the end. */
const CHECKED_AT = 21;
const MAGIC = 2;
const NO_PRODUCER = -1n;

const sizeOf = (value: Bytes): number =>
  value == null ? -1 : typeof value === 'string' ? Buffer.byteLength(value) : value.length;

/** Bytes with their length in front of them; -1 says that there are none. */
const framedSize = (size: number): number => varintSize(size) + Math.max(0, size);

function writeFramed(bytes: Buffer, value: Bytes, offset: number): number {
  const at = writeVarint(bytes, sizeOf(value), offset);
  if (value == null) return at;
  if (typeof value === 'string') return at + bytes.write(value, at);
  bytes.set(value, at);
  return at + value.length;
}

/** One header per value. */
const headersOf = ({ headers = {} }: OutgoingRecord): (readonly [string, Bytes])[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    isList(value) ? value.map((one) => [name, one] as const) : [[name, value] as const],
  );

const isList = (value: Bytes | readonly Bytes[]): value is readonly Bytes[] => Array.isArray(value);

/** Texts whose length is one byte, and whose bytes are its characters. */
const SHORT = 63;
const BEYOND_ASCII = /[\u0080-\uffff]/;
const LENGTHS = Array.from({ length: SHORT + 1 }, (_, length) => String.fromCharCode(2 * length));

/** Names and values with their lengths as one text of which each character is a byte; undefined when they are not so plain. */
function plainText(headers: readonly (readonly [string, Bytes])[]): string | undefined {
  let text = '';
  for (const [name, value] of headers) {
    if (typeof value !== 'string' || name.length > SHORT || value.length > SHORT) return undefined;
    text += `${LENGTHS[name.length]}${name}${LENGTHS[value.length]}${value}`;
  }
  return BEYOND_ASCII.test(text) ? undefined : text;
}

/** A record and what is known of it before a byte is written. */
interface Measured {
  readonly record: OutgoingRecord;
  readonly headers: readonly (readonly [string, Bytes])[];
  /** All headers, where one write does for them. */
  readonly text: string | undefined;
  readonly bodyBytes: number;
}

function measured(record: OutgoingRecord, offsetDelta: number): Measured {
  const headers = headersOf(record);
  // Attributes and the difference to the batch's time, a byte each.
  let bodyBytes = 2 + varintSize(offsetDelta) + varintSize(headers.length);
  bodyBytes += framedSize(sizeOf(record.key)) + framedSize(sizeOf(record.value));
  const text = plainText(headers);
  if (text !== undefined) bodyBytes += text.length;
  else for (const [name, value] of headers) bodyBytes += framedSize(sizeOf(name)) + framedSize(sizeOf(value));
  return { record, headers, text, bodyBytes };
}

/** A record batch of format 2 that is ready to be written: neither compressed nor of a transaction. */
export class RecordBatch {
  /** What {@link write} will write. */
  readonly bytes: number;
  private readonly records: readonly Measured[];

  /** @param now time of every record, ms since epoch */
  constructor(
    records: readonly OutgoingRecord[],
    private readonly now: number,
  ) {
    this.records = records.map(measured);
    this.bytes = this.records.reduce(
      (sum, { bodyBytes }) => sum + varintSize(bodyBytes) + bodyBytes,
      HEAD_BYTES,
    );
  }

  /** Writes the batch at an offset, in one pass; returns the offset behind it. */
  write(into: Buffer, offset: number): number {
    const end = this.writeRecords(into, offset + HEAD_BYTES);
    const [count, now] = [this.records.length, BigInt(this.now)];
    into.writeBigInt64BE(0n, offset);
    into.writeInt32BE(this.bytes - EPOCH_AT, offset + LENGTH_AT);
    into.writeInt32BE(0, offset + EPOCH_AT);
    into.writeInt8(MAGIC, offset + EPOCH_AT + 4);
    let at = into.writeInt16BE(0, offset + CHECKED_AT);
    at = into.writeInt32BE(count - 1, at);
    at = into.writeBigInt64BE(now, at);
    at = into.writeBigInt64BE(now, at);
    at = into.writeBigInt64BE(NO_PRODUCER, at);
    at = into.writeInt16BE(0, at);
    at = into.writeInt32BE(0, at);
    into.writeInt32BE(count, at);
    into.writeUInt32BE(crc32c(into, offset + CHECKED_AT, end), offset + CRC_AT);
    return end;
  }

  private writeRecords(into: Buffer, offset: number): number {
    let at = offset;
    for (const [index, { record, headers, text, bodyBytes }] of this.records.entries()) {
      at = writeVarint(into, bodyBytes, at);
      into[at++] = 0;
      into[at++] = 0;
      at = writeVarint(into, index, at);
      at = writeFramed(into, record.key, at);
      at = writeFramed(into, record.value, at);
      at = writeVarint(into, headers.length, at);
      if (text !== undefined) at += into.write(text, at, 'latin1');
      else for (const [name, value] of headers) at = writeFramed(into, value, writeFramed(into, name, at));
    }
    return at;
  }
}
