import { describe, expect, it } from 'vitest';
import { readResponse } from './response';

const VERSION = 11;

interface Answer {
  readonly partition: number;
  readonly error?: number;
  readonly high: bigint;
  readonly replica?: number;
  readonly bytes?: Buffer;
}

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

const partitionOf = ({ partition, error = 0, high, replica = -1, bytes = Buffer.alloc(0) }: Answer) =>
  Buffer.concat([
    ...[int32(partition), int16(error), int64(high), int64(high), int64(0n), int32(-1), int32(replica)],
    ...[int32(bytes.length), bytes],
  ]);

const response = (answers: readonly Answer[]): Buffer =>
  Buffer.concat([
    ...[int32(0), int16(0), int32(0), int32(1), int16(1), Buffer.from('t'), int32(answers.length)],
    ...answers.map(partitionOf),
  ]);

/** A batch of an unknown codec: something is there, though nobody can read it. */
function batch(offset: bigint): Buffer {
  const bytes = Buffer.alloc(61);
  bytes.writeBigInt64BE(offset);
  bytes.writeInt32BE(49, 8);
  bytes.writeInt8(2, 16);
  bytes.writeInt16BE(5, 21);
  return bytes;
}

async function told(answers: readonly Answer[], fetchOffset = '7'): Promise<readonly number[]> {
  const partitions = answers.map(({ partition }) => ({ partition, fetchOffset, maxBytes: 1 }));
  const wanted = { maxWaitTime: 1, minBytes: 1, maxBytes: 1, topics: [{ topic: 't', partitions }] };
  const { responses } = await readResponse(response(answers), VERSION, wanted);
  return responses.flatMap((topic) => topic.partitions.map(({ partition }) => partition));
}

describe('what kafkajs is told of a fetch', () => {
  it('leaves out partitions in which nothing is new', async () => {
    expect(await told([0, 1, 2].map((partition) => ({ partition, high: 7n })))).toEqual([]);
  });

  it.each<[string, Omit<Answer, 'partition'>]>([
    ['messages', { high: 8n, bytes: batch(7n) }],
    ['an error', { high: -1n, error: 1 }],
    ['an error where reading stands at the end', { high: 7n, error: 6 }],
    ['more that had no room in this response', { high: 9n }],
    ['an end that has moved back', { high: 5n }],
    ['another replica to be asked', { high: 7n, replica: 2 }],
  ])('tells of %s', async (_, answer) => {
    expect(
      await told([
        { partition: 0, high: 7n },
        { partition: 1, ...answer },
      ]),
    ).toEqual([1]);
  });
});
