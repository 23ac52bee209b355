import type { Inquiry } from '@ssbtek/core';
import type { Incoming } from '../bus';
import type { MeshCodec } from './codec';

interface Opened {
  readonly value: Uint8Array;
  readonly headers: Incoming['headers'];
  readonly inquiry: Inquiry;
  /** Readers of this process that may still come. */
  left: number;
}

const MOST = 256;
const MOST_BYTES = 1024 * 1024;

/**
 * Inquiries that one of several readers in this process has opened, for the others: each reads the same topic through a
 * group of its own. Only the same bytes under the same headers are the same message: whoever opens nothing himself
 * acts on nothing that is not authentic. Holds at most 256 messages and 1 MiB of them, the youngest.
 */
export class OpenedInquiries {
  private readonly opened = new Map<string, Opened>();
  private bytes = 0;

  /** @param readers how many read each message at most */
  constructor(private readonly readers: number) {}

  /** What {@link MeshCodec.readInquiry} reads, and throws, of this message. */
  read(codec: MeshCodec, message: Incoming): Inquiry {
    const place = `${message.topic} ${message.partition} ${message.offset}`;
    const known = this.opened.get(place);
    if (known && isSame(known, message)) {
      known.left -= 1;
      if (known.left <= 0) this.drop(place, known);
      return known.inquiry;
    }
    const inquiry = codec.readInquiry(message);
    if (this.readers > 1 && !known && message.value.length <= MOST_BYTES) this.keep(place, message, inquiry);
    return inquiry;
  }

  private keep(place: string, { value, headers }: Incoming, inquiry: Inquiry): void {
    // A copy: the message's own bytes are a piece of all that was read with it.
    this.opened.set(place, { value: value.slice(), headers, inquiry, left: this.readers - 1 });
    this.bytes += value.length;
    for (const [oldest, one] of this.opened) {
      if (this.opened.size <= MOST && this.bytes <= MOST_BYTES) return;
      this.drop(oldest, one);
    }
  }

  private drop(place: string, { value }: Opened): void {
    this.opened.delete(place);
    this.bytes -= value.length;
  }
}

function isSame(known: Opened, { value, headers }: Incoming): boolean {
  const names = Object.keys(headers);
  return (
    Buffer.compare(known.value, value) === 0 &&
    names.length === Object.keys(known.headers).length &&
    names.every((name) => headers[name] === known.headers[name])
  );
}
