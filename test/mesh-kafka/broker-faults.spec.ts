import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, readFault } from '../support/answer';
import { startKafka, type TestKafka } from '../support/kafka';
import { ProcessMesh } from '../support/processes';
import { question } from '../support/question';

/** A Kafka of its own: this one is taken away (quality-bar, faults 11 and 17). */
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

  const agencies = async (): Promise<number> => {
    const { status, xml } = await mesh.ask(question());
    return status === 200
      ? Object.values(readAnswer(xml).svar).filter(({ type }) => type === 'data').length
      : 0;
  };

  it('starts, is alive and says that it is not ready', async () => {
    await expect
      .poll(
        () =>
          mesh.management('aggregator', '/health/live').then(
            (r) => r.status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(200);
    expect((await mesh.management('aggregator', '/health/ready')).status).toBe(503);
  });

  it('becomes ready by itself once the broker is there', async () => {
    await kafka.start();
    await mesh.allReady();
    expect(await agencies()).toBe(7);
  });

  it('answers 1002 at once while the broker is away, and the open question by its deadline', async () => {
    await mesh.control('csn', { latencyMs: 3000 });
    const open = mesh.ask(question());
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await kafka.kill();
    await mesh.control('csn', {});
    await expect
      .poll(async () => readFault((await mesh.ask(question())).xml).felkod, {
        timeout: 10_000,
        interval: 200,
      })
      .toBe('1002');
    expect((await open).status).toBe(500);
    expect(readFault((await open).xml).felkod).toBe('1000');
  });

  it('serves again without a restart when the broker is back', async () => {
    const pids = ['ingress', 'aggregator', 'worker-af'].map((role) => mesh.pid(role));
    await kafka.start();
    await expect.poll(agencies, { timeout: 30_000, interval: 500 }).toBe(7);
    expect(['ingress', 'aggregator', 'worker-af'].map((role) => mesh.pid(role))).toEqual(pids);
    for (const role of ['ingress', 'aggregator', 'worker-af'])
      expect((await mesh.management(role, '/health/live')).status).toBe(200);
  });
});
