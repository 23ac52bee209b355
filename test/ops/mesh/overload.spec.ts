import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, readFault } from '../../support/answer';
import { startKafka, type TestKafka } from '../../support/kafka';
import { ProcessMesh } from '../../support/processes';
import { question } from '../../support/question';

const CAP = 10;
/** What an agency takes makes the capacity: ten questions a second. */
const AGENCY_MS = 1000;
const TIMES = 5;
const SECONDS = 15;
const DEADLINE_MS = 25_000;

interface Answer {
  readonly status: number;
  readonly xml: string;
  readonly tookMs: number;
}

/** Quality-bar, fault 15: five times what the mesh takes. */
describe('five times more questions than the mesh takes', () => {
  let kafka: TestKafka;
  let mesh: ProcessMesh;
  let answers: readonly Answer[];
  beforeAll(async () => {
    kafka = await startKafka();
    mesh = await ProcessMesh.start(
      kafka.brokers,
      {},
      { own: { ingress: { SSBTEK_MAX_IN_FLIGHT: String(CAP) } } },
    );
    for (let i = 0; i < 50; i += 1) await mesh.ask(question({ inkludera: ['SO', 'AF'] }));
    await mesh.control('so', { latencyMs: AGENCY_MS });
    answers = await flood();
  });
  afterAll(async () => {
    await mesh.stop();
    await kafka.stop();
  });

  const ask = async (): Promise<Answer> => {
    const startedAt = performance.now();
    const answer = await mesh.ask(question({ inkludera: ['SO', 'AF'] }));
    return { ...answer, tookMs: performance.now() - startedAt };
  };
  const flood = async (): Promise<readonly Answer[]> => {
    const perSecond = (TIMES * CAP * 1000) / AGENCY_MS;
    const sent: Promise<Answer>[] = [];
    for (let i = 0; i < perSecond * SECONDS; i += 1) {
      sent.push(ask());
      await sleep(1000 / perSecond);
    }
    return Promise.all(sent);
  };
  const complete = ({ status, xml }: Answer): boolean =>
    status === 200 && Object.values(readAnswer(xml).svar).every(({ type }) => type === 'data');

  it('answers those it takes, complete and in time, and refuses the others with 503 and fault 1002', () => {
    const taken = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    const slowest = refused.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
    process.stdout.write(
      `${taken.length} taken, ${refused.length} refused, p50 ${slowest[Math.floor(slowest.length / 2)]?.toFixed(0)} ms, p99 ${slowest[Math.floor(slowest.length * 0.99)]?.toFixed(0)} ms\n`,
    );
    expect(taken.every(complete)).toBe(true);
    expect(taken.every(({ tookMs }) => tookMs < DEADLINE_MS + 500)).toBe(true);
    expect(taken.length).toBeGreaterThan(CAP * 2);
    expect(refused.length).toBeGreaterThan(taken.length);
    expect(new Set(refused.map(({ status, xml }) => `${status} ${readFault(xml).felkod}`))).toEqual(
      new Set(['503 1002']),
    );
  });

  it('serves everybody again when it is over, by the same processes', async () => {
    expect(await Promise.all(Array.from({ length: 10 }, async () => complete(await ask())))).toEqual(
      Array.from({ length: 10 }, () => true),
    );
    expect(mesh.running).toHaveLength(10);
  });
});
