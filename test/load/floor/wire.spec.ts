import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { fetched, produceBody } from './wire.ts';

const TOPIC = 'floor';

/** What a broker would answer that holds what was produced, from this offset on. */
function responseWith(values: readonly Buffer[], baseOffset: number, cutOff = 0): Buffer {
  const batch = Buffer.from(produceBody(TOPIC, values).at(-1) ?? Buffer.alloc(0));
  batch.writeBigInt64BE(BigInt(baseOffset), 0);
  const records = batch.subarray(0, batch.length - cutOff);
  const head = Buffer.alloc(4 + 4 + 2 + TOPIC.length + 4 + 4 + 2 + 8 + 8 + 4 + 4);
  head.writeInt32BE(records.length, head.length - 4);
  return Buffer.concat([head, records]);
}

it('has the checksum of Castagnoli', () => {
  expect(crc32c(Buffer.from('123456789')).toString(16)).toBe('e3069283');
});

describe('what is produced', () => {
  const values = ['a', 'b'.repeat(5000), ''].map((text) => Buffer.from(text));

  it('is fetched', () => {
    const { error, values: got, nextOffset } = fetched(responseWith(values, 40), TOPIC, 40);
    expect([error, got.map(String), nextOffset]).toEqual([0, values.map(String), 43]);
  });
  it('is fetched from the middle of a batch', () => {
    expect(fetched(responseWith(values, 40), TOPIC, 42)).toMatchObject({
      values: [values[2]],
      nextOffset: 43,
    });
  });
  it('is left for the next time when it is cut off', () => {
    expect(fetched(responseWith(values, 40, 3), TOPIC, 40)).toMatchObject({ values: [], nextOffset: 40 });
  });
});
