import { crc32c } from './crc32c.ts';

/** The few words of Kafka's protocol that the floor speaks; versions that every broker from 2.1 to 4 understands. */
export const API = {
  produce: { key: 0, version: 7 },
  fetch: { key: 1, version: 4 },
  createTopics: { key: 19, version: 4 },
} as const;
export type Api = (typeof API)[keyof typeof API];

const int8 = (value: number): Buffer => Buffer.from([value & 0xff]);
const int16 = (value: number): Buffer => number(2, (to) => to.writeInt16BE(value));
const int32 = (value: number): Buffer => number(4, (to) => to.writeInt32BE(value));
const int64 = (value: number): Buffer => number(8, (to) => to.writeBigInt64BE(BigInt(value)));
const text = (value: string): Buffer => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
const NULL_TEXT = int16(-1);
const one = int32(1);
const none = int32(0);

function number(size: number, write: (to: Buffer) => void): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  write(buffer);
  return buffer;
}

/** A request, framed. */
export function request({ key, version }: Api, correlationId: number, body: readonly Buffer[]): Buffer {
  const rest = Buffer.concat([int16(key), int16(version), int32(correlationId), text('floor'), ...body]);
  return Buffer.concat([int32(rest.length), rest]);
}

const LARGE_BATCHES = [text('max.message.bytes'), text(String(32 * 1024 * 1024))];

/** One partition each; what has queued goes in one batch, however much it is. */
export const createTopicsBody = (topics: readonly string[]): readonly Buffer[] => [
  int32(topics.length),
  ...topics.flatMap((topic) => [text(topic), int32(1), int16(1), none, one, ...LARGE_BATCHES]),
  int32(10_000),
  int8(0),
];

/** Written to partition 0 by all in-sync replicas before it is acknowledged. */
export function produceBody(topic: string, values: readonly Buffer[]): readonly Buffer[] {
  const records = recordBatch(values);
  return [
    NULL_TEXT,
    int16(-1),
    int32(10_000),
    one,
    text(topic),
    one,
    int32(0),
    int32(records.length),
    records,
  ];
}

/** Waits until there is a byte, at most so long. */
export const fetchBody = (topic: string, offset: number, waitMs: number): readonly Buffer[] => [
  ...[int32(-1), int32(waitMs), int32(1), int32(8_000_000), int8(0)],
  ...[one, text(topic), one, int32(0), int64(offset), int32(4_000_000)],
];

/** A batch of records with values only. */
function recordBatch(values: readonly Buffer[]): Buffer {
  const records = values.flatMap((value, index) => {
    const head = [int8(0), varint(0), varint(index), varint(-1), varint(value.length)];
    const size = head.reduce((sum, part) => sum + part.length, value.length + 1);
    return [varint(size), ...head, value, varint(0)];
  });
  const now = int64(Date.now());
  const producer = [int64(-1), int16(-1), int32(-1)];
  const checked = Buffer.concat([
    ...[int16(0), int32(values.length - 1), now, now, ...producer, int32(values.length)],
    ...records,
  ]);
  const crc = number(4, (to) => to.writeUInt32BE(crc32c(checked)));
  return Buffer.concat([int64(0), int32(checked.length + 9), int32(0), int8(2), crc, checked]);
}

/** Zigzag, at most 28 bits: lengths and small numbers. */
function varint(value: number): Buffer {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  const bytes: number[] = [];
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

/** The error codes of a produce response with one partition. */
export const producedError = (body: Buffer, topic: string): number =>
  body.readInt16BE(4 + 2 + Buffer.byteLength(topic) + 4 + 4);

/** What a fetch response with one partition holds. */
export interface Fetched {
  readonly error: number;
  readonly values: readonly Buffer[];
  readonly nextOffset: number;
}

/** Reads a fetch response; `offset` is what was asked for: a batch may begin before it. */
export function fetched(body: Buffer, topic: string, offset: number): Fetched {
  let at = 4 + 4 + 2 + Buffer.byteLength(topic) + 4 + 4;
  const error = body.readInt16BE(at);
  const aborted = Math.max(0, body.readInt32BE(at + 18));
  at += 22 + aborted * 16;
  const end = at + 4 + Math.max(0, body.readInt32BE(at));
  at += 4;
  const values: Buffer[] = [];
  let nextOffset = offset;
  // The last batch of a response may be cut off.
  while (end - at >= 12 && end - at - 12 >= body.readInt32BE(at + 8)) {
    const base = Number(body.readBigInt64BE(at));
    readRecords(body, at + 57, body.readInt32BE(at + 57), (index, value) => {
      if (base + index >= offset) values.push(value);
    });
    nextOffset = Math.max(nextOffset, base + body.readInt32BE(at + 23) + 1);
    at += 12 + body.readInt32BE(at + 8);
  }
  return { error, values, nextOffset };
}

function readRecords(
  from: Buffer,
  start: number,
  count: number,
  each: (index: number, value: Buffer) => void,
): void {
  let at = start + 4;
  const next = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = from[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return (value >>> 1) ^ -(value & 1);
      shift += 7;
    }
  };
  for (let index = 0; index < count; index++) {
    const size = next();
    const end = at + size;
    at += 1;
    next();
    const delta = next();
    const keySize = next();
    at += Math.max(0, keySize);
    const size2 = next();
    each(delta, from.subarray(at, at + size2));
    at = end;
  }
}
