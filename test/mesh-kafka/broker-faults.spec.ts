import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer, readFault } from '../support/answer';
import { startKafka, type TestKafka } from '../support/kafka';
import { ProcessMesh } from '../support/processes';
import { question } from '../support/question';

/** A Kafka of its own: this one is taken away (faults.md 11 and 17). */
describe('mesh without its broker', () => {
  let kafka: TestKafka;
  let mesh: ProcessMesh;
  beforeAll(async () => {
    kafka = await startKafka();
    await kafka.kill();
    mesh = await ProcessMesh.launch(kafka.brokers, { SSBTEK_DEADLINE_MS: '8000' });
  });
  afterAll(async () => {
    await mesh.stop();
    await kafka.stop();
  });

  /** What each agency's part of an answer is, with the code of an error; the fault when there is no answer. */
  const agencies = async (): Promise<unknown> => {
    const { status, xml } = await mesh.ask(question());
    if (status !== 200) return readFault(xml).felkod;
    const parts = Object.entries(readAnswer(xml).svar);
    return Object.fromEntries(
      parts.map(([kod, part]) => [kod, part.type === 'data' ? 'data' : `${part.kalla} ${part.felkod}`]),
    );
  };
  const ALL = Object.fromEntries(BASTJANSTER.map(({ descriptor }) => [descriptor.element, 'data']));

  it('starts, is alive and says that it is not ready', async () => {
    await expect
      .poll(
        () =>
          mesh.management('aggregator', '/health/live').then(
            (r) => r.status,
            () => 0,
          ),
        { timeout: 90_000 },
      )
      .toBe(200);
    expect((await mesh.management('aggregator', '/health/ready')).status).toBe(503);
  });

  it('becomes ready by itself once the broker is there', async () => {
    await kafka.start();
    await mesh.allReady();
    expect(await agencies()).toEqual(ALL);
  });

  it('answers 1002 at once while the broker is away, and the open question by its deadline', async () => {
    await mesh.control('csn', { latencyMs: 3000 });
    const open = mesh.ask(question());
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await kafka.kill();
    await mesh.control('csn', {});
    await expect
      .poll(async () => readFault((await mesh.ask(question())).xml).felkod, {
        timeout: 90_000,
        interval: 200,
      })
      .toBe('1002');
    expect((await open).status).toBe(500);
    expect(readFault((await open).xml).felkod).toBe('1000');
  });

  it('serves again without a restart when the broker is back', async () => {
    const pids = ['ingress', 'aggregator', 'worker-af'].map((role) => mesh.pid(role));
    await kafka.start();
    await expect.poll(agencies, { timeout: 90_000, interval: 500 }).toEqual(ALL);
    expect(['ingress', 'aggregator', 'worker-af'].map((role) => mesh.pid(role))).toEqual(pids);
    for (const role of ['ingress', 'aggregator', 'worker-af'])
      expect((await mesh.management(role, '/health/live')).status).toBe(200);
  });
});
