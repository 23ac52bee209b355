import { createAPI, Writer, type API, type Reader } from '@platformatic/kafka';

const READ_UNCOMMITTED = 0;
const ANY_EPOCH = -1;
const NO_REPLICA = -1;
const NO_LOG_START = -1n;
const NO_RACK = '';
const FETCH = 1;
/** Every broker since Kafka 2.3 knows it. */
const VERSION = 11;

/** One partition of an answer, its batches as they came. */
export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly high: bigint;
  readonly bytes: Buffer | null;
}

/** An answer about one topic. */
export interface FetchAnswer {
  readonly errorCode: number;
  readonly sessionId: number;
  readonly partitions: readonly FetchedPartition[];
}

/** How much is asked for, bytes, and how long a broker may wait for it, ms. */
export interface FetchSize {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly maxBytesPerPartition: number;
}

/** What one fetch asks of its session. */
export interface Asked extends FetchSize {
  readonly topic: string;
  readonly id: number;
  readonly epoch: number;
  readonly offsets: ReadonlyMap<number, bigint>;
  readonly forgotten: readonly number[];
}

/**
 * The library's own reading of batches would unpack without a limit and give up an answer because of one of them, so they
 * are left as they are.
 */
export const fetchBatches: API<[asked: Asked], FetchAnswer> = createAPI(
  FETCH,
  VERSION,
  requestOf,
  (_correlation, _key, _version, reader) => readAnswer(reader),
  false,
  false,
);

/** Writes the request. */
export function requestOf(asked: Asked): Writer {
  const { topic, offsets, forgotten, maxBytesPerPartition } = asked;
  const name = Buffer.byteLength(topic);
  const body = Buffer.allocUnsafe(64 + 2 * name + 28 * offsets.size + 4 * forgotten.length);
  let at = body.writeInt32BE(NO_REPLICA, 0);
  at = body.writeInt32BE(asked.maxWaitMs, at);
  at = body.writeInt32BE(asked.minBytes, at);
  at = body.writeInt32BE(asked.maxBytes, at);
  at = body.writeInt8(READ_UNCOMMITTED, at);
  at = body.writeInt32BE(asked.id, at);
  at = body.writeInt32BE(asked.epoch, at);
  // A list of topics of which there is one, or none.
  const begin = (count: number): void => {
    at = body.writeInt32BE(Math.min(1, count), at);
    if (count === 0) return;
    at = body.writeInt16BE(name, at);
    at += body.write(topic, at);
    at = body.writeInt32BE(count, at);
  };
  begin(offsets.size);
  for (const [partition, offset] of offsets) {
    at = body.writeInt32BE(partition, at);
    at = body.writeInt32BE(ANY_EPOCH, at);
    at = body.writeBigInt64BE(offset, at);
    at = body.writeBigInt64BE(NO_LOG_START, at);
    at = body.writeInt32BE(maxBytesPerPartition, at);
  }
  begin(forgotten.length);
  for (const partition of forgotten) at = body.writeInt32BE(partition, at);
  at = body.writeInt16BE(NO_RACK.length, at);
  return Writer.create().append(body.subarray(0, at));
}

function readAnswer(reader: Reader): FetchAnswer {
  reader.readInt32();
  const errorCode = reader.readInt16();
  const sessionId = reader.readInt32();
  const partitions = reader.readArray(
    (ofTopic) => {
      ofTopic.readString(false);
      return ofTopic.readArray(readPartition, false, false);
    },
    false,
    false,
  );
  return { errorCode, sessionId, partitions: partitions.flat() };
}

function readPartition(reader: Reader): FetchedPartition {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  const high = reader.readInt64();
  reader.readInt64();
  reader.readInt64();
  // Of transactions that were given up; nobody in the mesh makes any.
  reader.readNullableArray((one) => [one.readInt64(), one.readInt64()], false, false);
  reader.readInt32();
  return { partition, errorCode, high, bytes: reader.readNullableBytes(false) };
}

/**
 * What a broker remembers between the fetches of one client, so that each asks only for what has changed: a quiet topic
 * costs a few bytes, however many partitions it has.
 */
export class FetchSession {
  private id = 0;
  private epoch = 0;
  private fresh = true;
  /** The offset that was asked for last, by partition. */
  private readonly asked = new Map<number, bigint>();

  constructor(
    private readonly topic: string,
    private readonly size: FetchSize,
  ) {}

  /** What to ask when these partitions are wanted from these offsets on. The first answer comes at once. */
  next(wanted: ReadonlyMap<number, bigint>): Asked {
    const { topic, size, id, epoch, asked } = this;
    const offsets = new Map([...wanted].filter(([partition, offset]) => asked.get(partition) !== offset));
    const forgotten = [...asked.keys()].filter((partition) => !wanted.has(partition));
    for (const partition of forgotten) asked.delete(partition);
    for (const [partition, offset] of offsets) asked.set(partition, offset);
    const maxWaitMs = this.fresh ? 0 : size.maxWaitMs;
    this.fresh = false;
    return { ...size, maxWaitMs, topic, id, epoch, offsets, forgotten: epoch === 0 ? [] : forgotten };
  }

  /** Without an error. A broker that keeps no session gives none. */
  answered({ sessionId }: FetchAnswer): void {
    if (sessionId === 0) {
      this.reset();
      return;
    }
    this.id = sessionId;
    this.epoch = this.epoch === 0x7fffffff ? 1 : this.epoch + 1;
  }

  /** The next fetch asks for everything anew. */
  reset(): void {
    this.id = 0;
    this.epoch = 0;
    this.asked.clear();
  }
}
