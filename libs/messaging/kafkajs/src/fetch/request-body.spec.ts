import fetchRequest, { type FetchWanted } from 'kafkajs/src/protocol/requests/fetch/index.js';
import kafkajsRequest from 'kafkajs/src/protocol/requests/fetch/v11/request.js';
import { describe, expect, it } from 'vitest';
import { fetchBody } from './request-body';
import './response';

const wantedOf = (partitions: readonly number[], more: Partial<FetchWanted> = {}): FetchWanted => ({
  isolationLevel: 0,
  maxWaitTime: 1000,
  minBytes: 1,
  maxBytes: 24_000_000,
  rackId: '',
  topics: partitions.map((count, topic) => ({
    topic: `ämne.${topic}`,
    partitions: Array.from({ length: count }, (_, partition) => ({
      partition,
      fetchOffset: String(9_007_199_254_740_993n + BigInt(partition)),
      maxBytes: 12_000_000,
    })),
  })),
  ...more,
});

/** What kafkajs' choice of the version fills in stands here: its own request has no such defaults. */
const asKafkajsHasIt = async (wanted: FetchWanted): Promise<Buffer> =>
  (await kafkajsRequest({ replicaId: -1, isolationLevel: 1, ...wanted }).encode()).buffer;
const sent = async (wanted: FetchWanted): Promise<Buffer> =>
  (await fetchRequest.protocol({ version: 11 })(wanted).request.encode()).buffer;

describe('a fetch request written in one pass', () => {
  it.each([[[]], [[1]], [[12]], [[3, 0, 200]]])(
    'is byte for byte what kafkajs writes: %j',
    async (partitions) => {
      const wanted = wantedOf(partitions);
      expect(fetchBody(wanted).equals(await asKafkajsHasIt(wanted))).toBe(true);
      expect((await sent(wanted)).equals(fetchBody(wanted))).toBe(true);
    },
  );

  it('fills in what it is not told, as kafkajs does', async () => {
    const { isolationLevel: _, ...wanted } = wantedOf([2]);
    expect((await sent(wanted)).equals(await asKafkajsHasIt(wanted))).toBe(true);
  });

  it.each([{ rackId: 'a' }, { sessionId: 7, sessionEpoch: 1 }])(
    'is left to kafkajs with %j',
    async (more) => {
      const wanted = wantedOf([2], more);
      expect((await sent(wanted)).equals(await asKafkajsHasIt(wanted))).toBe(true);
      expect((await sent(wanted)).equals(fetchBody(wanted))).toBe(false);
    },
  );
});
