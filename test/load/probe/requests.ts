/** Kafka's numbers of what a process asks most. */
const NAMES: Readonly<Record<number, 'produce' | 'fetch' | 'commit'>> = {
  0: 'produce',
  1: 'fetch',
  8: 'commit',
};

/** Requests to Kafka by kind. */
export interface RequestCounts {
  produce: number;
  fetch: number;
  commit: number;
  other: number;
}

/** A request's length (4 bytes) and kind (2 bytes) stand first. */
const HEAD_BYTES = 6;

interface Stream {
  head: number[];
  /** Bytes until the next request begins. */
  left: number;
}

/** Counts requests in what is written to Kafka, however it is cut into pieces. */
export class RequestCounter {
  private readonly streams = new WeakMap<object, Stream>();
  counts: RequestCounts = { produce: 0, fetch: 0, commit: 0, other: 0 };

  clear(): void {
    this.counts = { produce: 0, fetch: 0, commit: 0, other: 0 };
  }

  /** A piece that is written to a connection. */
  saw(connection: object, bytes: Uint8Array): void {
    const stream = this.streams.get(connection) ?? { head: [], left: 0 };
    this.streams.set(connection, stream);
    for (let at = 0; at < bytes.length;) {
      if (stream.left > 0) {
        const step = Math.min(stream.left, bytes.length - at);
        stream.left -= step;
        at += step;
        continue;
      }
      stream.head.push(bytes[at] ?? 0);
      at += 1;
      if (stream.head.length === HEAD_BYTES) this.begins(stream);
    }
  }

  private begins(stream: Stream): void {
    const head = Buffer.from(stream.head);
    stream.head = [];
    stream.left = Math.max(0, head.readInt32BE(0) - 2);
    this.counts[NAMES[head.readInt16BE(4)] ?? 'other'] += 1;
  }
}
