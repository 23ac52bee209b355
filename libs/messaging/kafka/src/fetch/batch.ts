import { unpack } from './codecs';
import { readRecord, RecordReader } from './record';

/** A message as kafkajs hands it on, or the place of something that is none. */
export interface FetchedMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Of a header that comes twice the first counts. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attributes: number;
  readonly offset: string;
  /** Milliseconds since epoch. */
  readonly timestamp: string;
  /** Written by a transaction about itself, or the end of a batch without records: nobody's message, but an offset. */
  readonly isControlRecord: boolean;
  /** From this offset up to that of the message nothing can be read. */
  readonly unreadableFrom?: string;
  /** Whether the time is the broker's or the producer's word. */
  readonly timestampType: 'append' | 'create';
}

/** Where the header of a batch (version 2) has what; all of it lies outside compression. */
const AT = {
  length: 8,
  magic: 16,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  count: 57,
  records: 61,
} as const;
/** What stands before the part that the length counts. */
const BEFORE_LENGTH_ENDS = 12;
const MAGIC = 2;
const MASK = { codec: 0x7, appendTime: 0x8, control: 0x20 } as const;

/** Bytes that batches may still be unpacked to. */
export interface Room {
  left: number;
}

interface Batch {
  readonly bytes: Buffer;
  readonly first: bigint;
  readonly last: bigint;
  readonly timestampType: 'append' | 'create';
}

/**
 * Reads the batches of one partition. Whatever is wrong with one of them, it is a message that says so and what
 * follows is read: nothing that is written to a topic may stop those who read it.
 * @param limit bytes that one batch may unpack to
 * @param room for all batches of a response; what finds none is left out and comes with the next fetch
 */
export async function readBatches(
  bytes: Buffer,
  high: bigint,
  limit: number,
  room: Room,
): Promise<readonly FetchedMessage[]> {
  const messages: FetchedMessage[] = [];
  for (let at = 0; bytes.length - at > AT.magic && room.left > 0;) {
    const size = bytes.readInt32BE(at + AT.length) + BEFORE_LENGTH_ENDS;
    // The last one of a response may be cut off by its size.
    if (size > bytes.length - at) break;
    const batch = bytes.subarray(at, at + Math.max(size, BEFORE_LENGTH_ENDS));
    // One by one: a batch may have more records than a call has room for arguments.
    for (const message of await readBatch(batch, high, limit, room)) messages.push(message);
    at += batch.length;
  }
  return messages;
}

async function readBatch(
  bytes: Buffer,
  high: bigint,
  limit: number,
  room: Room,
): Promise<readonly FetchedMessage[]> {
  const first = bytes.readBigInt64BE(0);
  const whole = bytes.length >= AT.records && bytes.readInt8(AT.magic) >= MAGIC;
  const attributes = whole ? bytes.readInt16BE(AT.attributes) : 0;
  const end = first + BigInt(whole ? Math.max(0, bytes.readInt32BE(AT.lastOffsetDelta)) : 0);
  const batch: Batch = {
    bytes,
    first,
    last: reach(first, end, high),
    timestampType: whole && (attributes & MASK.appendTime) === 0 ? 'create' : 'append',
  };
  // Versions 0 and 1 have no headers, so nothing of ours is among them.
  if (!whole || bytes.readInt8(AT.magic) !== MAGIC) return [unreadable(batch, first)];
  if ((attributes & MASK.control) !== 0) return [passed(batch)];
  try {
    const packed = bytes.subarray(AT.records);
    const records = await unpack(attributes & MASK.codec, packed, limit);
    if (records !== packed) room.left -= records.length;
    return readRecords(batch, records);
  } catch {
    return [unreadable(batch, first)];
  }
}

/**
 * How far a batch reaches: not beyond what the partition has, whatever it says. The broker notes the high watermark
 * before it reads: a batch that is committed in between begins at it or behind it, and is whole.
 */
function reach(first: bigint, end: bigint, high: bigint): bigint {
  return first < high && end >= high ? high - 1n : end;
}

function readRecords(batch: Batch, records: Buffer): readonly FetchedMessage[] {
  const { bytes, first, last } = batch;
  const reader = new RecordReader(records);
  const messages: FetchedMessage[] = [];
  let next = first;
  try {
    for (let left = bytes.readInt32BE(AT.count); left > 0; left -= 1) {
      const message = readMessage(batch, reader.sized() ?? NOTHING, next);
      messages.push(message);
      next = BigInt(message.offset) + 1n;
    }
  } catch {
    // Where the next record begins is not known either.
    messages.push(unreadable(batch, next));
    next = last + 1n;
  }
  if (next <= last) messages.push(passed(batch));
  return messages;
}

/** @param next its offset, if it does not say so itself */
function readMessage(batch: Batch, record: Buffer, next: bigint): FetchedMessage {
  const { bytes, first, timestampType } = batch;
  try {
    const { key, value, headers, offsetDelta, timestampDelta } = readRecord(record);
    const offset = first + BigInt(offsetDelta);
    if (offset < next || offset > batch.last) return unreadable({ ...batch, last: next }, next);
    const created = Number(bytes.readBigInt64BE(AT.firstTimestamp)) + timestampDelta;
    return {
      key,
      value,
      headers,
      attributes: 0,
      offset: String(offset),
      timestamp: String(timestampType === 'append' ? bytes.readBigInt64BE(AT.maxTimestamp) : created),
      timestampType,
      isControlRecord: false,
    };
  } catch {
    return unreadable({ ...batch, last: next }, next);
  }
}

const NOTHING = Buffer.alloc(0);

const nothingAt = ({ last, timestampType }: Batch): FetchedMessage => ({
  key: null,
  value: null,
  headers: {},
  attributes: 0,
  offset: String(last),
  timestamp: '0',
  timestampType,
  isControlRecord: false,
});

const unreadable = (batch: Batch, from: bigint): FetchedMessage => ({
  ...nothingAt(batch),
  unreadableFrom: String(from),
});

const passed = (batch: Batch): FetchedMessage => ({ ...nothingAt(batch), isControlRecord: true });
