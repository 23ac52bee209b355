import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { Fleet, REPLICATED } from '../../support/fleet';
import { startKafka, type TestKafka } from '../../support/kafka';

/** Every worker is the same program. */
const ROLES = ['worker-csn', 'aggregator', 'ingress'] as const;
const STORMED = ['worker-csn', 'aggregator', 'worker-fk'] as const;
const isMoved = (role: string): boolean => [...ROLES, ...STORMED].some((one) => one === role);
/** Two of those that come and go. The others only answer, and share a process. */
const REPLICAS = {
  ...Object.fromEntries(REPLICATED.map((role) => [role, isMoved(role) ? 2 : 0])),
  workers: 1,
};
const OTHERS = BASTJANSTER.map(({ descriptor }) => descriptor.kod).filter((kod) => !isMoved(`worker-${kod}`));
const IN_FLIGHT = 24;
/** For processes that have compiled nothing yet. */
const AT_FIRST = 8;
const AT_LEAST = 3000;
const STORM_MS = 25_000;
const STORM_EVERY_MS = 1000;
/** At least: on a busy machine it takes longer until somebody is there. */
const CHANGES = 9;

/** Quality-bar, fault 12: rolling restart of each role and a rebalance storm, 3,000 questions each. */
describe('replicas come and go under load', () => {
  let kafka: TestKafka;
  let fleet: Fleet;
  beforeAll(async () => {
    kafka = await startKafka({ lasts: true });
    fleet = await Fleet.start(kafka.brokers, {
      replicas: REPLICAS,
      own: { workers: { SSBTEK_AGENCIES: OTHERS.join() } },
    });
    await fleet.underLoad(AT_FIRST, () => Promise.resolve(), 200);
  });
  afterAll(async () => {
    await fleet.stop();
    await kafka.stop();
  });

  it.each(ROLES)('a rolling restart loses none of 3,000 questions: %s', async (role) => {
    const work = async (): Promise<void> => {
      for (const { id, code } of await fleet.roll(role)) expect(code, id).toBe(0);
    };
    expect(await fleet.underLoad(IN_FLIGHT, work, AT_LEAST)).toBeGreaterThanOrEqual(AT_LEAST);
    expect(fleet.wrong()).toEqual({});
  });

  it('a rebalance storm loses none of 3,000 questions: somebody joins or leaves every second', async () => {
    let changes = 0;
    const storm = async (): Promise<void> => {
      const until = performance.now() + STORM_MS;
      for (; performance.now() < until || changes < CHANGES; changes += 1) {
        const role = STORMED[changes % STORMED.length] ?? '';
        const replicas = fleet.replicas(role);
        const change = replicas.length > 2 ? fleet.shrink(replicas[0] ?? '') : fleet.grow(role);
        await Promise.all([change, sleep(STORM_EVERY_MS)]);
      }
    };
    const asked = await fleet.underLoad(IN_FLIGHT, storm, AT_LEAST);
    expect(fleet.wrong()).toEqual({});
    expect(asked).toBeGreaterThanOrEqual(AT_LEAST);
  });
});
