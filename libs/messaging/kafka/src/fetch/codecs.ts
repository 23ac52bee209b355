import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { unpackLz4 } from './lz4';
import { unpackSnappy } from './snappy';
import { Unreadable } from './unreadable';

const gunzipped = promisify(gunzip);
const zstdUnpacked = promisify(zstdDecompress);

type Unpack = (bytes: Buffer, limit: number) => Buffer | Promise<Buffer>;

/** By the number that a record batch has for it. 0 is none. */
const CODECS: Readonly<Record<number, Unpack>> = {
  0: (bytes) => bytes,
  1: (bytes, maxOutputLength) => gunzipped(bytes, { maxOutputLength }),
  2: unpackSnappy,
  3: unpackLz4,
  4: (bytes, maxOutputLength) => zstdUnpacked(bytes, { maxOutputLength }),
};

/**
 * Unpacks the records of a batch.
 * @param codec its number: the lowest three bits of the batch's attributes
 * @param limit bytes that it may unpack to
 * @throws when it is none of Kafka's codecs, larger than the limit, or not what it says
 */
export async function unpack(codec: number, bytes: Buffer, limit: number): Promise<Buffer> {
  const known = CODECS[codec];
  if (!known) throw new Unreadable('unknown codec');
  return known(bytes, limit);
}
