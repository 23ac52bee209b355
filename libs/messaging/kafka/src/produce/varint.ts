/** How many bytes a number takes as a zigzag varint, from -(2^31) to 2^31 - 1. */
export function varintSize(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  if (zigzag < 0x80) return 1;
  if (zigzag < 0x4000) return 2;
  if (zigzag < 0x200000) return 3;
  return zigzag < 0x10000000 ? 4 : 5;
}

/** Writes a zigzag varint at an offset; returns the offset behind it. */
export function writeVarint(bytes: Buffer, value: number, offset: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  let at = offset;
  for (; rest >= 0x80; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
  bytes[at++] = rest;
  return at;
}
