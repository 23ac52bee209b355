import { randomBytes } from 'node:crypto';
import produceRequest, {
  type OutgoingRecord,
  type ProduceWanted,
} from 'kafkajs/src/protocol/requests/produce/index.js';
import kafkajsRequest from 'kafkajs/src/protocol/requests/produce/v7/request.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { produceBody } from '@ssbtek/messaging-kafka/driver';
import './request';

const TEXTS = ['', 'a', 'åäö 😀', 'x'.repeat(64), 'é'.repeat(5000)];
const SIZES = [0, 1, 63, 64, 8191, 8192, 70_000, 1_048_576];
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
const bytes = (): Buffer => randomBytes(pick(SIZES.slice(0, 6)));

const anyRecord = (): OutgoingRecord => ({
  ...(Math.random() < 0.8 && { key: pick([null, pick(TEXTS), bytes()]) }),
  value: pick([null, pick(TEXTS), bytes(), bytes()]),
  ...(Math.random() < 0.8 && {
    headers: Object.fromEntries(
      Array.from({ length: pick([0, 1, 7]) }, (_, at) => [
        `${pick(TEXTS)}${at}`,
        pick([pick(TEXTS), bytes(), [pick(TEXTS), bytes()]]),
      ]),
    ),
  }),
});

const wantedOf = (counts: readonly (readonly number[])[], record = anyRecord): ProduceWanted => ({
  acks: -1,
  timeout: 5000,
  topicData: counts.map((partitions, topic) => ({
    topic: `ämne.${topic}`,
    partitions: partitions.map((count, partition) => ({
      partition,
      messages: Array.from({ length: count }, record),
    })),
  })),
});

const asKafkajsHasIt = async (wanted: ProduceWanted): Promise<Buffer> =>
  (await kafkajsRequest(wanted).encode()).buffer;

beforeEach(() => vi.useFakeTimers({ now: 1_700_000_000_123, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

describe('a produce request written in one pass', () => {
  it('is byte for byte what kafkajs writes, whatever the records hold', async () => {
    for (let round = 0; round < 15; round++) {
      const wanted = wantedOf(pick([[[1]], [[3, 1]], [[2], [1, 5]], [[70]]]));
      expect(produceBody(wanted).equals(await asKafkajsHasIt(wanted))).toBe(true);
    }
  });

  it.each(SIZES)('is that with a value of %i bytes', async (size) => {
    const wanted = wantedOf([[1]], () => ({ key: 'k', value: randomBytes(size), headers: { a: 'b' } }));
    expect(produceBody(wanted).equals(await asKafkajsHasIt(wanted))).toBe(true);
  });

  it.each([0, 1, 63, 64, 127, 128])(
    'is that with nothing but plain headers, of %i characters',
    async (length) => {
      const headers = { [`h${'n'.repeat(length)}`]: 'x'.repeat(length), second: 'y' };
      const wanted = wantedOf([[1]], () => ({ key: 'k', value: 'v', headers }));
      expect(produceBody(wanted).equals(await asKafkajsHasIt(wanted))).toBe(true);
    },
  );

  it('is what kafkajs sends', async () => {
    const wanted = wantedOf([[2]]);
    const encoder = await produceRequest.protocol({ version: 7 })(wanted).request.encode();
    expect(encoder.buffer.equals(produceBody(wanted))).toBe(true);
  });

  it.each([
    ['compressed', { compression: 1 }],
    ['of a transaction', { transactionalId: 'one' }],
    ['of a producer with an id', { producerId: 5 }],
  ])('is left to kafkajs when it is %s', async (_, more) => {
    const wanted = { ...wantedOf([[2]], () => ({ value: 'v' })), ...more };
    const encoder = await produceRequest.protocol({ version: 7 })(wanted).request.encode();
    expect(encoder.buffer.equals(await asKafkajsHasIt(wanted))).toBe(true);
    expect(encoder.buffer.equals(produceBody(wanted))).toBe(false);
  });

  it('is left to kafkajs when records have a time of their own', async () => {
    const wanted = wantedOf([[2]], () => ({ value: 'v', timestamp: '1600000000000' }));
    const encoder = await produceRequest.protocol({ version: 7 })(wanted).request.encode();
    expect(encoder.buffer.equals(await asKafkajsHasIt(wanted))).toBe(true);
  });
});
