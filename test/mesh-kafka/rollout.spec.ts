import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { DEAD_LETTER_TOPIC, TOPICS } from '@ssbtek/messaging';
import { Fleet } from '../support/fleet';
import { otherProgram } from '../support/other-program.ts';

const IN_FLIGHT = 8;
const AT_LEAST = 300;
/** So that questions are on their way at each of them. */
const BETWEEN_GROWTHS_MS = 500;
/** Of a worker in the manifests: Kubernetes kills what is not gone by then. */
const GRACE_MS = 32_000;

/** Two replicas of each role behind a service (faults.md 10 and 12). */
describe('rolling restart under load', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await Fleet.start(inject('brokers'), { own: { workers: { SSBTEK_AGENCIES: 'af,csn' } } });
    await fleet.underLoad(IN_FLIGHT, () => Promise.resolve(), 50);
  });
  afterAll(() => fleet.stop());

  const received = (): Promise<readonly number[]> =>
    Promise.all(BASTJANSTER.map(({ descriptor }) => fleet.mesh.received(descriptor.kod)));

  it.each(['worker-csn', 'aggregator', 'ingress'])(
    'loses no question and asks no agency twice: %s',
    async (role) => {
      const before = await received();
      let stopped: Awaited<ReturnType<Fleet['roll']>> = [];
      const work = async (): Promise<void> => void (stopped = await fleet.roll(role));
      const asked = await fleet.underLoad(IN_FLIGHT, work, AT_LEAST);
      expect(fleet.wrong()).toEqual({});
      expect(asked).toBeGreaterThanOrEqual(AT_LEAST);
      for (const { id, code, readiness, tookMs } of stopped) {
        expect(code, id).toBe(0);
        // An aggregator gives its joins away and is gone before anybody can ask.
        expect(role === 'ingress' ? [503] : [503, 0], id).toContain(readiness);
        expect(tookMs, id).toBeLessThan(GRACE_MS);
      }
      const calls = (await received()).map((count, i) => count - (before[i] ?? 0));
      expect(calls).toEqual(BASTJANSTER.map(() => asked));
    },
  );

  it('loses no question and asks no agency twice: workers of two agencies into one process, and back', async () => {
    const before = await received();
    const alone = ['worker-af', 'worker-csn'];
    const asked = await fleet.underLoad(IN_FLIGHT, async () => {
      const together = await fleet.grow('workers');
      await Promise.all(alone.flatMap((role) => fleet.replicas(role)).map((id) => fleet.shrink(id)));
      await Promise.all(alone.map((role) => fleet.grow(role)));
      expect(await fleet.shrink(together)).toMatchObject({ code: 0 });
    });
    expect(fleet.wrong()).toEqual({});
    const calls = (await received()).map((count, i) => count - (before[i] ?? 0));
    expect(calls).toEqual(BASTJANSTER.map(() => asked));
  });

  // Dead letters are read by people, who know the partitions that there are.
  it('loses no question while the topics of the mesh grow', async () => {
    const admin = otherProgram([inject('brokers')], 'growth').admin();
    await admin.connect();
    try {
      const before = await received();
      const { topics } = await admin.fetchTopicMetadata({
        topics: TOPICS.map(({ name }) => name).filter((name) => name !== DEAD_LETTER_TOPIC),
      });
      const grow = async (): Promise<void> => {
        for (const { name, partitions } of topics) {
          await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions.length + 4 }] });
          await sleep(BETWEEN_GROWTHS_MS);
        }
      };
      const asked = await fleet.underLoad(IN_FLIGHT, grow, AT_LEAST);
      expect(fleet.wrong()).toEqual({});
      const calls = (await received()).map((count, i) => count - (before[i] ?? 0));
      expect(calls).toEqual(BASTJANSTER.map(() => asked));
    } finally {
      await admin.disconnect();
    }
  });
});
