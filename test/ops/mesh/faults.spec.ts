import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer } from '../../support/answer';
import { Fleet } from '../../support/fleet';
import { startKafka, type TestKafka } from '../../support/kafka';
import { question } from '../../support/question';

const IN_FLIGHT = 2;
const CLOCK = fileURLToPath(new URL('../../support/clock.mjs', import.meta.url));

/** Faults that take longer than `npm test` has (faults.md 8, 10 and 13). */
describe('mesh of replicas', () => {
  let kafka: TestKafka;
  let fleet: Fleet;
  beforeAll(async () => {
    kafka = await startKafka();
    fleet = await Fleet.start(kafka.brokers, {
      // Two workers and an aggregator whose clocks are wrong, each in its own way.
      own: {
        'worker-fk': { NODE_OPTIONS: `--import=${CLOCK}`, TEST_CLOCK_OFF_MS: '300000' },
        'worker-so': { NODE_OPTIONS: `--import=${CLOCK}`, TEST_CLOCK_OFF_MS: '-300000' },
        aggregator: { NODE_OPTIONS: `--import=${CLOCK}`, TEST_CLOCK_OFF_MS: '300000' },
      },
    });
  });
  afterEach(() => fleet.mesh.control('csn', { nonce: true }));
  afterAll(async () => {
    await fleet.stop();
    await kafka.stop();
  });

  const ask = async (): Promise<{
    readonly status: number;
    readonly csn: string;
    readonly others: boolean;
  }> => {
    const response = await fetch(`${fleet.service.origin}/ssbtek/v1`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', connection: 'close' },
      body: question(),
    });
    const { CSN, ...others } = readAnswer(await response.text()).svar;
    return {
      status: response.status,
      csn: CSN?.type === 'error' ? CSN.felkod : 'data',
      others: Object.values(others).every(({ type }) => type === 'data'),
    };
  };

  it('answers right and in time where clocks are five minutes off, fast or slow (fault 13)', async () => {
    const asked = await fleet.underLoad(IN_FLIGHT, () => sleep(3000), 50);
    expect(fleet.wrong()).toEqual({});
    expect(asked).toBeGreaterThanOrEqual(50);
    await fleet.mesh.control('csn', { latencyMs: -1 });
    expect(await ask()).toEqual({ status: 200, csn: '2000', others: true });
  });

  it('answers without an agency whose workers are all gone; back again they ask it nothing that is over (fault 8)', async () => {
    const gone = fleet.replicas('worker-csn');
    // What has been answered before is committed by then.
    await sleep(1000);
    await Promise.all(gone.map((id) => fleet.mesh.end(id, 'SIGKILL')));
    const before = await fleet.mesh.received('csn');
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(answers).toEqual(answers.map(() => ({ status: 200, csn: '2000', others: true })));
    await Promise.all([fleet.grow('worker-csn'), fleet.grow('worker-csn')]);
    expect(await fleet.mesh.received('csn')).toBe(before);
    expect(await ask()).toEqual({ status: 200, csn: 'data', others: true });
    expect(await fleet.mesh.received('csn')).toBe(before + 1);
    const expired = await Promise.all(
      fleet.replicas('worker-csn').map(async (id) => {
        const { body } = await fleet.mesh.management(id, '/metrics');
        return Number(/agency_replies_total\{[^}]*result="expired"[^}]*\} (\d+)/.exec(body)?.[1] ?? 0);
      }),
    );
    expect(expired.reduce((sum, count) => sum + count, 0)).toBe(20);
  });

  it('breaks the connections of an ingress that is killed, and no other (fault 10)', async () => {
    await fleet.mesh.control('csn', { latencyMs: 1500, nonce: true });
    const [victim = ''] = fleet.replicas('ingress');
    const to = (id: string): Promise<number> =>
      fetch(`http://127.0.0.1:${fleet.mesh.httpPort(id)}/ssbtek/v1`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: question(),
      }).then(
        ({ status }) => status,
        () => 0,
      );
    const answers = fleet.replicas('ingress').map((id) => Promise.all([to(id), to(id), to(id)]));
    await sleep(700);
    await fleet.mesh.end(victim, 'SIGKILL');
    expect(await Promise.all(answers)).toEqual([
      [0, 0, 0],
      [200, 200, 200],
    ]);
    await expect.poll(() => fleet.service.ready, { timeout: 5000 }).not.toContain(victim);
    expect(await ask()).toMatchObject({ status: 200, csn: 'data' });
  });
});
