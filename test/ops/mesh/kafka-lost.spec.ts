import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, readFault } from '../../support/answer';
import { startKafka, type TestKafka } from '../../support/kafka';
import { ProcessMesh } from '../../support/processes';
import { question } from '../../support/question';

/** docs/operate/trouble.md, "Restore after Kafka is lost": the broker and everything in it goes, the processes stay. */
describe('mesh whose Kafka is lost with all its data', () => {
  let kafka: TestKafka;
  let mesh: ProcessMesh;
  beforeAll(async () => {
    kafka = await startKafka();
    mesh = await ProcessMesh.start(kafka.brokers, { SSBTEK_DEADLINE_MS: '10000' });
    for (let i = 0; i < 20; i += 1) await mesh.ask(question());
  });
  afterAll(async () => {
    await mesh.stop();
    await kafka.stop();
  });

  const complete = async (): Promise<boolean> => {
    const { status, xml } = await mesh.ask(question());
    return status === 200 && Object.values(readAnswer(xml).svar).every(({ type }) => type === 'data');
  };
  let pids: readonly number[];

  it('answers 1002 at once while it is away, and what was open by its deadline', async () => {
    pids = mesh.running.map((id) => mesh.pid(id));
    await mesh.control('csn', { latencyMs: 3000 });
    const open = mesh.ask(question());
    await sleep(1000);
    await kafka.lose();
    await mesh.control('csn', {});
    const fault = async (): Promise<string> => readFault((await mesh.ask(question())).xml).felkod;
    await expect.poll(fault, { timeout: 10_000, interval: 200 }).toBe('1002');
    expect(readFault((await open).xml).felkod).toBe('1000');
  });

  it('makes its topics in the empty one and serves again without a restart', async () => {
    await kafka.start();
    const since = performance.now();
    await expect.poll(complete, { timeout: 60_000, interval: 500 }).toBe(true);
    process.stdout.write(
      `complete answers ${((performance.now() - since) / 1000).toFixed(1)} s after Kafka was back\n`,
    );
    expect(mesh.running.map((id) => mesh.pid(id))).toEqual(pids);
    await mesh.allReady();
  });

  it('stays well: a hundred questions, each complete', async () => {
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, complete));
      expect(answers.every(Boolean)).toBe(true);
    }
  });

  it('replays nothing of the old Kafka when processes are restarted later', async () => {
    for (const role of ['aggregator', 'worker-csn', 'ingress']) {
      expect(await mesh.end(role, 'SIGTERM')).toBe(0);
      mesh.startProcess(role);
      await mesh.ready(role);
    }
    const before = await mesh.received('csn');
    expect(await complete()).toBe(true);
    expect((await mesh.received('csn')) - before).toBe(1);
  });
});
