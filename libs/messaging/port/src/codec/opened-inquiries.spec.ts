import { describe, expect, it } from 'vitest';
import type { Inquiry } from '@ssbtek/core';
import type { Incoming } from '../bus';
import type { MeshCodec } from './codec';
import { OpenedInquiries } from './opened-inquiries';
import { UnreadableMessage } from './sealer';

const message = (offset: number, more: Partial<Incoming> = {}): Incoming => ({
  topic: 't',
  partition: 1,
  offset: BigInt(offset),
  key: 'k',
  headers: { a: '1' },
  value: Buffer.from(`value ${offset}`),
  appendedAt: 0,
  ...more,
});

/** Counts what it opens. */
function counting(): { readonly codec: MeshCodec; opened: number } {
  const counted = { opened: 0, codec: {} as MeshCodec };
  counted.codec = {
    readInquiry: ({ value }: Incoming) => {
      counted.opened += 1;
      if (value.length === 0) throw new UnreadableMessage('payload');
      return { inquiryId: Buffer.from(value).toString() } as Inquiry;
    },
  } as MeshCodec;
  return counted;
}

describe('opened inquiries', () => {
  it('are opened once for all readers, and then forgotten', () => {
    const counted = counting();
    const opened = new OpenedInquiries(3);
    const read = () => opened.read(counted.codec, message(1)).inquiryId;
    expect([read(), read(), read()]).toEqual(['value 1', 'value 1', 'value 1']);
    expect(counted.opened).toBe(1);
    read();
    expect(counted.opened).toBe(2);
  });

  it.each<[string, Partial<Incoming>]>([
    ['other bytes', { value: Buffer.from('other') }],
    ['another header', { headers: { a: '2' } }],
    ['one header more', { headers: { a: '1', b: '' } }],
    ['another name of a header', { headers: { b: '1' } }],
    ['another partition', { partition: 2 }],
  ])('are opened anew for %s: who reads must know that it is authentic', (_, more) => {
    const counted = counting();
    const opened = new OpenedInquiries(7);
    opened.read(counted.codec, message(1));
    const read = opened.read(counted.codec, message(1, more));
    expect([counted.opened, read.inquiryId]).toEqual([2, Buffer.from(more.value ?? 'value 1').toString()]);
  });

  it('say of what cannot be read that it cannot, to each reader', () => {
    const counted = counting();
    const opened = new OpenedInquiries(2);
    for (const reader of [1, 2])
      expect(
        () => opened.read(counted.codec, message(1, { value: new Uint8Array() })),
        String(reader),
      ).toThrow(UnreadableMessage);
  });

  it.each([
    ['messages', 300, 10, 256],
    ['bytes', 20, 100_000, 10],
  ])('are kept within a bound of %s', (_, count, size, kept) => {
    const counted = counting();
    const opened = new OpenedInquiries(2);
    const one = (offset: number) => message(offset, { value: Buffer.alloc(size, 1) });
    for (let offset = 0; offset < count; offset++) opened.read(counted.codec, one(offset));
    counted.opened = 0;
    for (let offset = count - 1; offset >= 0; offset--) {
      const before = counted.opened;
      opened.read(counted.codec, one(offset));
      if (offset >= count - kept) expect(counted.opened).toBe(before);
    }
    expect(counted.opened).toBe(count - kept);
  });
});
