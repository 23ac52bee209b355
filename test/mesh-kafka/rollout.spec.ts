import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { Fleet } from '../support/fleet';

const IN_FLIGHT = 8;
const AT_LEAST = 300;
/** Of a worker in the manifests: Kubernetes kills what is not gone by then. */
const GRACE_MS = 32_000;

/** Two replicas of each role behind a service (quality-bar, faults 10 and 12). */
describe('rolling restart under load', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await Fleet.start(inject('brokers'));
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
});
