import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fleet, REPLICATED } from '../../support/fleet';
import { startKafka, type TestKafka } from '../../support/kafka';
import { simulate, type World } from '../../scaling/model/simulate';
import { GROUP } from '../../scaling/scenarios';

const WORKER = 'worker-csn';
/** Nobody else is asked. */
const REPLICAS: Readonly<Record<string, number>> = { ingress: 1, aggregator: 1, [WORKER]: 2 };
const PER_SECOND = 15;
/** Two replicas take ten a second, four take twenty. */
const MAX_IN_FLIGHT = 5;
const AGENCY_MS = 1000;
const ALONE_MS = 18_000;
const HELPED_MS = 15_000;
/** Of the longer queue. Replicas that start take the cores of those that work, which the simulation knows nothing of. */
const TOLERANCE = { alone: 0.35, helped: 0.6 };

/** The simulation behind docs/scaling.md, held against processes over a real Kafka: a queue grows, two replicas help. */
describe('the simulated group of workers', () => {
  let kafka: TestKafka;
  let fleet: Fleet;
  beforeAll(async () => {
    kafka = await startKafka();
    fleet = await Fleet.start(kafka.brokers, {
      replicas: Object.fromEntries(REPLICATED.map((role) => [role, REPLICAS[role] ?? 0])),
      // Longer than any queue here: who waits is counted, not given up.
      env: { SSBTEK_DEADLINE_MS: '38000' },
      own: { [WORKER]: { SSBTEK_AGENCY_CSN_MAX_IN_FLIGHT: String(MAX_IN_FLIGHT) } },
    });
    for (let i = 0; i < 20; i += 1) await fleet.asker.ask({ inkludera: ['CSN'] });
    await fleet.mesh.control('csn', { latencyMs: AGENCY_MS, nonce: true });
  });
  afterAll(async () => {
    await fleet.stop();
    await kafka.stop();
  });

  const unfinished = async (): Promise<number> => {
    const counts = fleet.replicas(WORKER).map(async (id) => {
      const { body } = await fleet.mesh.management(id, '/metrics');
      return Number(/^ssbtek_kafka_consumer_lag\{[^}]*\} (\d+)/m.exec(body)?.[1] ?? 0);
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };

  it('has the queue that real workers have, before and after two replicas join', async () => {
    const startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    let over = false;
    const answers: Promise<unknown>[] = [];
    const load = (async () => {
      for (let sent = 0; !over; sent += 1) {
        await sleep(Math.max(0, (sent * 1000) / PER_SECOND - elapsed()));
        answers.push(fleet.asker.ask({ inkludera: ['CSN'] }));
      }
    })();
    await sleep(ALONE_MS);
    const alone = { at: elapsed(), sent: answers.length, real: await unfinished() };
    await Promise.all([fleet.grow(WORKER), fleet.grow(WORKER)]);
    const joinedAt = elapsed();
    await sleep(HELPED_MS);
    const helped = { at: elapsed(), sent: answers.length, real: await unfinished() };
    // What was really sent: on a busy machine less than was meant to be.
    const perSecond = (ms: number): number =>
      ms < alone.at
        ? (alone.sent * 1000) / alone.at
        : ((helped.sent - alone.sent) * 1000) / (helped.at - alone.at);
    over = true;
    await load;
    await Promise.all(answers);
    const world: World = {
      seconds: Math.ceil(helped.at / 1000) + 1,
      asking: perSecond,
      passing: () => 0,
      mood: () => ({ medianMs: AGENCY_MS, spread: 0, hanging: 0 }),
      byHand: [[joinedAt, 4]],
    };
    const worker = { ...GROUP.worker, maxInFlight: MAX_IN_FLIGHT };
    const run = simulate(world, { ...GROUP, worker, podStartMs: 0, metric: undefined });
    const simulated = ({ at }: { readonly at: number }): number =>
      run.seconds.find(({ second }) => second >= at / 1000)?.unfinished ?? 0;
    const [before, after] = [simulated(alone), simulated(helped)];
    process.stdout.write(
      `unfinished, real and simulated: ${alone.real}, ${before}; later ${helped.real}, ${after}\n`,
    );
    expect(before).toBeGreaterThan(30);
    const longer = Math.max(before, after);
    expect(Math.abs(alone.real - before)).toBeLessThan(TOLERANCE.alone * longer);
    expect(Math.abs(helped.real - after)).toBeLessThan(TOLERANCE.helped * longer);
    expect(fleet.wrong()).toEqual({});
  });
});
