import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpack } from './codecs';

const LIMIT = 1000;
const text = 'to be or not to be, that is the question';

/** As librdkafka writes it: a length, then a literal and a copy of six bytes 13 before (`to be ` and the like). */
const bareSnappy = Buffer.concat([
  Buffer.from([19, (13 - 1) << 2]),
  Buffer.from('to be or not '),
  Buffer.from([((6 - 4) << 2) | 1, 13]),
]);
const inXerialFrame = (block: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeInt32BE(block.length);
  return Buffer.concat([
    Buffer.from('82534e415050590000000001', 'hex'),
    Buffer.from([0, 0, 0, 1]),
    size,
    block,
  ]);
};
/** A frame of one packed block, three literals and a match that overlaps with what it writes, and one that is stored. */
const lz4 = Buffer.concat([
  Buffer.from('04224d18', 'hex'),
  Buffer.from([0x60, 0x40, 0]),
  Buffer.from([10, 0, 0, 0]),
  Buffer.from([(3 << 4) | 15, 97, 98, 99, 3, 0, 1]),
  Buffer.from([(2 << 4) | 0, 120, 121]),
  Buffer.from([3, 0, 0, 0x80]),
  Buffer.from('end'),
  Buffer.alloc(4),
]);
const LZ4_TEXT = 'abc'.repeat(8).slice(0, 23) + 'xy' + 'end';

describe('codecs', () => {
  it.each<[string, number, Buffer, string]>([
    ['none', 0, Buffer.from(text), text],
    ['gzip', 1, gzipSync(text), text],
    ['snappy, bare', 2, bareSnappy, 'to be or not to be '],
    ['snappy, in the frame of Java', 2, inXerialFrame(bareSnappy), 'to be or not to be '],
    ['lz4', 3, lz4, LZ4_TEXT],
    ['zstd', 4, zstdCompressSync(text), text],
  ])('unpacks %s', async (_, codec, bytes, wanted) => {
    expect((await unpack(codec, bytes, LIMIT)).toString()).toBe(wanted);
  });

  it.each<[string, number, Buffer]>([
    ['gzip', 1, gzipSync(Buffer.alloc(LIMIT + 1))],
    [
      'snappy',
      2,
      Buffer.from([0xff, 0xff, 0x7f, 0, 97, ...Array.from({ length: 30 }, () => [254, 1, 0]).flat()]),
    ],
    ['lz4', 3, Buffer.from('04224d18604000' + '0a000000' + '1f610100' + 'ffffffffff00' + '00000000', 'hex')],
    ['zstd', 4, zstdCompressSync(Buffer.alloc(LIMIT + 1))],
  ])('%s unpacks to its limit and no further', async (_, codec, bytes) => {
    await expect(unpack(codec, bytes, LIMIT)).rejects.toThrow();
    expect((await unpack(codec, bytes, 10 * LIMIT)).length).toBeGreaterThan(LIMIT);
  });

  it.each([1, 2, 3, 4])('codec %d refuses what is cut off or no such thing, wherever', async (codec) => {
    const whole = [gzipSync(text), inXerialFrame(bareSnappy), lz4, zstdCompressSync(text)][
      codec - 1
    ] as Buffer;
    for (let length = 17; length < whole.length; length += 1) {
      // A frame of snappy may end after any of its blocks.
      if (codec === 2 && length === 16) continue;
      await expect(unpack(codec, whole.subarray(0, length), LIMIT), String(length)).rejects.toThrow();
    }
    await expect(unpack(codec, Buffer.from('no such thing at all'), LIMIT)).rejects.toThrow();
  });

  it('refuses a number that is no codec', async () => {
    await expect(unpack(5, Buffer.alloc(1), LIMIT)).rejects.toThrow('unknown codec');
  });
});
