import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBatches } from './batch';

const zigzag = (value: number): number[] => {
  const bytes = [];
  let left = value < 0 ? -2 * value - 1 : 2 * value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
};
const sized = (bytes: readonly number[]): number[] => [...zigzag(bytes.length), ...bytes];
const bytesOf = (text: string): number[] => [...Buffer.from(text)];
const record = (offset: number, value: string, headers: readonly number[] = [0]): number[] =>
  sized([0, ...zigzag(0), ...zigzag(offset), ...zigzag(-1), ...sized(bytesOf(value)), ...headers]);

interface Given {
  readonly first?: number;
  readonly count?: number;
  readonly attributes?: number;
  readonly magic?: number;
  readonly last?: number;
}

function batch(records: Buffer, given: Given = {}): Buffer {
  const { first = 0, count = 1, attributes = 8, magic = 2, last = count - 1 } = given;
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(BigInt(first), 0);
  header.writeInt32BE(49 + records.length, 8);
  header.writeInt8(magic, 16);
  header.writeInt16BE(attributes, 21);
  header.writeInt32BE(last, 23);
  header.writeBigInt64BE(1000n, 27);
  header.writeBigInt64BE(5000n, 35);
  header.writeInt32BE(count, 57);
  return Buffer.concat([header, records]);
}
const good = (first: number, text: string): Buffer => batch(Buffer.from(record(0, text)), { first });

async function read(...batches: readonly Buffer[]) {
  const found = await readBatches(Buffer.concat(batches), 100n, 1000, { left: 10_000 });
  return found.map(({ offset, value, unreadableFrom, isControlRecord }) => {
    if (isControlRecord) return `${offset} passed`;
    return unreadableFrom === undefined
      ? `${offset} ${String(value)}`
      : `${unreadableFrom}-${offset} unreadable`;
  });
}

describe('batches of a partition', () => {
  it('are read one after the other, the last one only when it is whole', async () => {
    expect(await read(good(3, 'a'), good(4, 'b'), good(5, 'c').subarray(0, 60))).toEqual(['3 a', '4 b']);
  });

  it.each<[string, Buffer, string]>([
    ['an unknown codec', batch(Buffer.from('x'), { first: 1, count: 3, attributes: 8 | 5 }), '1-3'],
    ['packed bytes that are none', batch(Buffer.from('x'), { first: 1, count: 3, attributes: 8 | 1 }), '1-3'],
    ['too much in it', batch(gzipSync(Buffer.alloc(2000)), { first: 1, count: 3, attributes: 8 | 1 }), '1-3'],
    ['an unknown version', batch(Buffer.from('x'), { first: 1, count: 3, magic: 9 }), '1-3'],
    ['an old version without headers', batch(Buffer.from('x'), { first: 1, count: 3, magic: 1 }), '1-1'],
    ['more records than it holds', batch(Buffer.from([]), { first: 1, count: 3 }), '1-3'],
    ['a record longer than it', batch(Buffer.from(zigzag(5000)), { first: 1, count: 3 }), '1-3'],
  ])('with %s is passed over, and what follows is read', async (_, bad, where) => {
    expect(await read(good(0, 'a'), bad, good(4, 'b'))).toEqual(['0 a', `${where} unreadable`, '4 b']);
  });

  it('with one bad record is read but for this one', async () => {
    const records = Buffer.from([
      ...record(0, 'a'),
      ...sized([0, 0, ...zigzag(1), ...zigzag(-1), ...zigzag(5000)]),
      ...record(2, 'c'),
      ...sized([0, 0, ...zigzag(3), ...zigzag(-1), ...zigzag(-1), ...zigzag(2 ** 30)]),
    ]);
    expect(await read(batch(records, { first: 1, count: 4 }))).toEqual([
      '1 a',
      '2-2 unreadable',
      '3 c',
      '4-4 unreadable',
    ]);
  });

  it('that hold no message are passed', async () => {
    expect(await read(batch(Buffer.from(record(0, 'x')), { first: 7, attributes: 0x28 }))).toEqual([
      '7 passed',
    ]);
    expect(await read(batch(Buffer.alloc(0), { first: 7, count: 0, last: 2 }))).toEqual(['9 passed']);
  });

  it('reach no further than the partition does, and always further than before', async () => {
    expect(await read(batch(Buffer.from('x'), { first: 1, attributes: 5, last: 2 ** 30 }))).toEqual([
      '1-99 unreadable',
    ]);
    const nonsense = Buffer.concat([Buffer.alloc(8), Buffer.from([0xff, 0xff, 0, 0]), Buffer.alloc(40)]);
    expect((await read(nonsense))[0]).toBe('0-0 unreadable');
  });

  it('are read though the broker noted the end of the partition before they came', async () => {
    const two = batch(Buffer.from([...record(0, 'a'), ...record(1, 'b')]), { first: 100, count: 2 });
    expect(await read(good(99, 'x'), two, good(102, 'c'))).toEqual(['99 x', '100 a', '101 b', '102 c']);
    expect(await read(batch(Buffer.from('x'), { first: 100, attributes: 0x28 }))).toEqual(['100 passed']);
  });

  it('have headers that are text, of one that comes twice the first, and nothing where there is no value', async () => {
    const headersOf = async (...pairs: readonly (readonly [string, string | undefined])[]) => {
      const written = pairs.flatMap(([name, value]) => [
        ...sized(bytesOf(name)),
        ...(value === undefined ? zigzag(-1) : sized(bytesOf(value))),
      ]);
      const bytes = batch(Buffer.from(record(0, 'å', [...zigzag(pairs.length), ...written])));
      const [message] = await readBatches(bytes, 100n, 1000, { left: 1 });
      return Object.entries(message?.headers ?? {});
    };
    const plain = [
      ['a', 'x'.repeat(100)],
      ['__proto__', 'y'],
      ['c', ''],
    ] as const;
    expect(await headersOf(...plain)).toEqual(plain);
    expect(await headersOf(['a', '1'], ['a', '2'], ['b', undefined])).toEqual([
      ['a', '1'],
      ['b', ''],
    ]);
    expect(await headersOf(['å', '1'], ['b', 'ö€'])).toEqual([
      ['å', '1'],
      ['b', 'ö€'],
    ]);
  });

  it('say whose word the time is', async () => {
    const times = async (attributes: number) => {
      const bytes = batch(Buffer.from(record(0, 'a')), { attributes });
      const [message] = await readBatches(bytes, 100n, 1000, { left: 1 });
      return [message?.timestampType, message?.timestamp];
    };
    expect(await times(8)).toEqual(['append', '5000']);
    expect(await times(0)).toEqual(['create', '1000']);
  });

  it('unpack to so much in one response, and the rest comes with the next', async () => {
    const packed = (first: number): Buffer =>
      batch(gzipSync(Buffer.from(record(0, 'x'.repeat(500)))), { first, attributes: 8 | 1 });
    const room = { left: 800 };
    expect(await readBatches(Buffer.concat([0, 1, 2].map(packed)), 100n, 1000, room)).toHaveLength(2);
    expect(await readBatches(packed(0), 100n, 1000, room)).toHaveLength(0);
  });
});
