import { Unreadable } from './unreadable';
import { Window } from './window';

/** What Java's clients put in front of the blocks that they make: marker, version, oldest version that reads it. */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

/**
 * Unpacks Snappy, bare or in the frame of Java's clients (a broker writes the latter, librdkafka the former).
 * @throws Unreadable
 */
export function unpackSnappy(bytes: Buffer, limit: number): Buffer {
  const window = new Window(limit);
  if (!bytes.subarray(0, XERIAL.length).equals(XERIAL)) {
    unpackBlock(bytes, window);
    return window.written();
  }
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    const size = littleEndian(bytes, at, 4, true);
    at += 4;
    if (size > bytes.length - at) throw new Unreadable('cut off');
    unpackBlock(bytes.subarray(at, at + size), window);
    at += size;
  }
  return window.written();
}

/** A length, then literals and copies whose kind stands in the two lowest bits of their tag. */
function unpackBlock(block: Buffer, window: Window): void {
  let at = 0;
  // The length is not needed: the window grows, up to its limit.
  while (littleEndian(block, at, 1) >= 0x80) at += 1;
  at += 1;
  while (at < block.length) {
    const tag = littleEndian(block, at, 1);
    at += 1;
    const kind = tag % 4;
    const upper = tag >>> 2;
    if (kind === 0) {
      const more = upper < 60 ? 0 : upper - 59;
      const count = (more === 0 ? upper : littleEndian(block, at, more)) + 1;
      at += more;
      window.literal(block, at, count);
      at += count;
    } else if (kind === 1) {
      window.repeat((upper >>> 3) * 256 + littleEndian(block, at, 1), (upper % 8) + 4);
      at += 1;
    } else {
      const width = kind === 2 ? 2 : 4;
      window.repeat(littleEndian(block, at, width), upper + 1);
      at += width;
    }
  }
}

function littleEndian(block: Buffer, at: number, width: number, reversed = false): number {
  if (width > block.length - at) throw new Unreadable('cut off');
  return reversed ? block.readUIntBE(at, width) : block.readUIntLE(at, width);
}
