/** CRC-32C (Castagnoli), reflected, as Kafka's batches have it; `node:zlib` has another polynomial only. */
const POLYNOMIAL = 0x82f63b78;
/** Bytes that one round takes: a table for each, so that the round's look-ups do not wait for each other. */
const SLICES = 8;

/** Of slice `n` the entry of byte `b` is at `n * 256 + b`: what `b` followed by `n` zeros does to the checksum. */
const TABLE = makeTable();

function makeTable(): Int32Array {
  const table = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    table[byte] = crc;
  }
  for (let at = 256; at < table.length; at++) {
    const before = entry(table, at - 256);
    table[at] = entry(table, before & 0xff) ^ (before >>> 8);
  }
  return table;
}

/** Indices are in range by construction: the fallback never comes and costs nothing that could be measured. */
function entry(table: Int32Array, at: number): number {
  return table[at] ?? 0;
}

/** The checksum of the bytes from `start` to `end`, unsigned. */
export function crc32c(bytes: Buffer, start: number, end: number): number {
  // A Buffer's own readInt32LE adds four bytes up, and V8 gives compiled code up again and again because of it.
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = -1;
  let at = start;
  for (; at + SLICES <= end; at += SLICES) {
    const low = crc ^ words.getInt32(at, true);
    const high = words.getInt32(at + 4, true);
    crc =
      entry(TABLE, 0x700 | (low & 0xff)) ^
      entry(TABLE, 0x600 | ((low >>> 8) & 0xff)) ^
      entry(TABLE, 0x500 | ((low >>> 16) & 0xff)) ^
      entry(TABLE, 0x400 | (low >>> 24)) ^
      entry(TABLE, 0x300 | (high & 0xff)) ^
      entry(TABLE, 0x200 | ((high >>> 8) & 0xff)) ^
      entry(TABLE, 0x100 | ((high >>> 16) & 0xff)) ^
      entry(TABLE, high >>> 24);
  }
  for (; at < end; at++) crc = entry(TABLE, (crc ^ (bytes[at] ?? 0)) & 0xff) ^ (crc >>> 8);
  return ~crc >>> 0;
}
