import { Unreadable } from './unreadable';
import { Window } from './window';

const MAGIC = 0x184d2204;
const FLAG = { checksumOfBlock: 0x10, size: 0x08, dictionary: 0x01 } as const;
const VERSION_BITS = 0xc0;
const VERSION = 0x40;
const STORED = 0x80000000;
const LEAST_MATCH = 4;
const LONGER = 15;

/**
 * Unpacks an LZ4 frame. Its checksums are not looked at: the batch around it has one, and payloads are sealed.
 * @throws Unreadable
 */
export function unpackLz4(frame: Buffer, limit: number): Buffer {
  if (frame.length < 7 || frame.readUInt32LE(0) !== MAGIC) throw new Unreadable('no LZ4 frame');
  const flags = frame.readUInt8(4);
  if ((flags & VERSION_BITS) !== VERSION || (flags & FLAG.dictionary) !== 0)
    throw new Unreadable('an LZ4 frame of another kind');
  const trailing = (flags & FLAG.checksumOfBlock) === 0 ? 0 : 4;
  let at = (flags & FLAG.size) === 0 ? 7 : 15;
  const window = new Window(limit);
  while (at + 4 <= frame.length) {
    const header = frame.readUInt32LE(at);
    at += 4;
    if (header === 0) return window.written();
    const size = header % STORED;
    if (size > frame.length - at) throw new Unreadable('cut off');
    if (header >= STORED) window.literal(frame, at, size);
    else unpackBlock(frame.subarray(at, at + size), window);
    at += size + trailing;
  }
  throw new Unreadable('an LZ4 frame without its end');
}

/** Sequences of literals and a match; the last one has no match. */
function unpackBlock(block: Buffer, window: Window): void {
  let at = 0;
  /** A length of which four bits stood in the token; more of it follows where they are all set. */
  const lengthFrom = (bits: number): number => {
    let length = bits;
    for (let more = 255; bits === LONGER && more === 255; at += 1) {
      more = byteAt(block, at);
      length += more;
    }
    return length;
  };
  while (at < block.length) {
    const token = byteAt(block, at);
    at += 1;
    const literals = lengthFrom(token >>> 4);
    window.literal(block, at, literals);
    at += literals;
    if (at === block.length) return;
    const distance = byteAt(block, at) + byteAt(block, at + 1) * 256;
    at += 2;
    window.repeat(distance, lengthFrom(token % 16) + LEAST_MATCH);
  }
}

function byteAt(block: Buffer, at: number): number {
  const byte = block[at];
  if (byte === undefined) throw new Unreadable('cut off');
  return byte;
}
