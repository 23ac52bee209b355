import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { withDecoded } from '../features';
import { readAnswer } from '../support/answer';
import { ProcessMesh } from '../support/processes';
import { ELEMENTS, question } from '../support/question';
import { assertValid } from '../support/schema';

/** The default times: a killed consumer's partitions are dealt out anew only after its session has timed out. */
const DEADLINE_MS = 25_000;
const PEOPLE = ['191212121212', '190001019801', '200002292399', '189909139801'];

/** Nine processes over a real Kafka, one of them killed (faults.md 7 to 10). */
describe('mesh of processes', () => {
  let mesh: ProcessMesh;
  beforeAll(async () => {
    mesh = await ProcessMesh.start(inject('brokers'));
  });
  afterAll(() => mesh.stop());

  const complete = (xml: string): boolean =>
    Object.values(readAnswer(xml).svar).every(({ type }) => type === 'data');

  it('answers the first question with seven agencies', async () => {
    const { status, xml } = await mesh.ask(question());
    expect(status).toBe(200);
    expect(Object.keys(readAnswer(xml).svar)).toEqual([...ELEMENTS]);
    expect(complete(xml)).toBe(true);
    assertValid(xml);
  });

  const calm = (): Promise<unknown> =>
    Promise.all(BASTJANSTER.map(({ descriptor }) => mesh.control(descriptor.kod, {})));

  it('completes or says that the agency failed when its worker is killed in the middle of a call', async () => {
    await mesh.control('csn', { latencyMs: 1500 });
    const answers = Promise.all(Array.from({ length: 10 }, () => mesh.ask(question())));
    await new Promise((resolve) => setTimeout(resolve, 700));
    await mesh.end('worker-csn', 'SIGKILL');
    mesh.startProcess('worker-csn');
    for (const { status, xml } of await answers) {
      expect(status).toBe(200);
      assertValid(xml);
      const { CSN, ...others } = readAnswer(xml).svar;
      expect(CSN?.type === 'data' || (CSN?.type === 'error' && ['2000', '2001'].includes(CSN.felkod))).toBe(
        true,
      );
      expect(Object.values(others).every(({ type }) => type === 'data')).toBe(true);
    }
    await mesh.ready('worker-csn');
    await calm();
    await expect.poll(async () => complete((await mesh.ask(question())).xml), { timeout: 90_000 }).toBe(true);
  });

  it('answers all 100 open joins by the deadline when the aggregator is killed, each about the right person', async () => {
    for (const kod of ['csn', 'so']) await mesh.control(kod, { latencyMs: 1500 });
    const asked = Array.from({ length: 100 }, (_, i) => PEOPLE[i % PEOPLE.length] ?? '');
    const startedAt = Date.now();
    const answers = Promise.all(
      asked.map(async (personidentitet) => {
        const answer = await mesh.ask(
          question({ personidentitet, inkludera: ['AF', 'CSN', 'FK', 'SKV', 'SO', 'MIV'] }),
        );
        return { ...answer, afterMs: Date.now() - startedAt };
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await mesh.end('aggregator', 'SIGKILL');
    mesh.startProcess('aggregator');
    const all = await answers;
    expect(all.filter(({ status }) => status !== 200)).toEqual([]);
    all.forEach(({ xml, afterMs }, i) => {
      assertValid(xml);
      expect(Object.keys(readAnswer(xml).svar)).toHaveLength(6);
      const text = withDecoded(xml);
      for (const person of PEOPLE) {
        const isMine = person === asked[i];
        const answered = Object.values(readAnswer(xml).svar).some(({ type }) => type === 'data');
        if (!isMine) expect(text).not.toContain(person);
        else if (answered) expect(text).toContain(person);
      }
      expect(afterMs).toBeLessThan(DEADLINE_MS + 500);
    });
    await mesh.ready('aggregator');
    await calm();
  });

  it('stops every process cleanly and leaves nothing personal in what they printed', async () => {
    for (const role of ['ingress', 'worker-tns', 'aggregator', 'simulator'] as const)
      expect(await mesh.end(role, 'SIGTERM')).toBe(0);
    for (const secret of [
      ...PEOPLE,
      ...PEOPLE.map((p) => p.slice(2)),
      'HL123456',
      'AID12341234',
      'Tolvansson',
    ])
      expect(mesh.output).not.toContain(secret);
    expect(mesh.output).not.toContain('Warning');
  });
});
