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
/** Long enough for a queue, and short enough that nobody in it has waited for the deadline before the others are there. */
const ALONE_MS = 14_000;
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
      own: { [WORKER]: { SSBTEK_AGENCY_CSN_MAX_IN_FLIGHT: String(MAX_IN_FLIGHT) } },
    });
    for (let i = 0; i < 20; i += 1) await fleet.asker.ask({ inkludera: ['CSN'] });
    await fleet.mesh.control('csn', { latencyMs: AGENCY_MS, nonce: true });
  });
  afterAll(async () => {
    await fleet.stop();
    await kafka.stop();
  });

  /** Of all replicas together. */
  const sumOf = async (metric: string): Promise<number> => {
    const lines = new RegExp(`^ssbtek_${metric}\\{[^}]*\\} ([\\d.]+)`, 'gm');
    const pages = fleet.replicas(WORKER).map((id) => fleet.mesh.management(id, '/metrics'));
    return (await Promise.all(pages))
      .flatMap(({ body }) => [...body.matchAll(lines)])
      .reduce((sum, [, value]) => sum + Number(value), 0);
  };
  const seen = async (at: number, sent: number) => ({
    at,
    sent,
    unfinished: await sumOf('kafka_consumer_lag'),
    calls: await sumOf('agency_request_duration_seconds_count'),
    seconds: await sumOf('agency_request_duration_seconds_sum'),
  });
  type Seen = Awaited<ReturnType<typeof seen>>;
  // What was really sent, and what calls really took: on a busy machine less, and longer, than was meant to be.
  const perSecond = (from: Seen, to: Seen): number => ((to.sent - from.sent) * 1000) / (to.at - from.at);
  const tookMs = (from: Seen, to: Seen): number =>
    ((to.seconds - from.seconds) * 1000) / (to.calls - from.calls);

  it('has the queue that real workers have, before and after two replicas join', async () => {
    const start = await seen(0, 0);
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
    const alone = await seen(elapsed(), answers.length);
    await Promise.all([fleet.grow(WORKER), fleet.grow(WORKER)]);
    const joinedAt = elapsed();
    await sleep(HELPED_MS);
    const helped = await seen(elapsed(), answers.length);
    over = true;
    await load;
    await Promise.all(answers);
    const world: World = {
      seconds: Math.ceil(helped.at / 1000) + 1,
      asking: (ms) => (ms < alone.at ? perSecond(start, alone) : perSecond(alone, helped)),
      passing: () => 0,
      mood: (ms) => ({
        medianMs: ms < alone.at ? tookMs(start, alone) : tookMs(alone, helped),
        spread: 0,
        hanging: 0,
      }),
      byHand: [[joinedAt, 4]],
    };
    const worker = { ...GROUP.worker, maxInFlight: MAX_IN_FLIGHT };
    const run = simulate(world, { ...GROUP, worker, podStartMs: 0, metric: undefined });
    const simulated = ({ at }: { readonly at: number }): number =>
      run.seconds.find(({ second }) => second >= at / 1000)?.unfinished ?? 0;
    const [before, after] = [simulated(alone), simulated(helped)];
    process.stdout.write(
      `unfinished, real and simulated: ${alone.unfinished}, ${before}; later ${helped.unfinished}, ${after}; calls of ${tookMs(start, helped).toFixed(0)} ms\n`,
    );
    expect(before).toBeGreaterThan(30);
    const longer = Math.max(before, after);
    expect(Math.abs(alone.unfinished - before)).toBeLessThan(TOLERANCE.alone * longer);
    expect(Math.abs(helped.unfinished - after)).toBeLessThan(TOLERANCE.helped * longer);
    expect(fleet.wrong()).toEqual({});
  });
});
