import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { auditMessage } from '@ssbtek/messaging';
import { nameOf, podsIn, type Container } from '../manifests/manifest';
import { readAnswer } from '../support/answer';
import { ran, type Verdict } from '../support/container';
import type { TestKafka } from '../support/kafka';
import { adminTls } from '../support/kafka-admin';
import { kafkaBus } from '../support/kafka-client';
import { built } from '../support/manifests';
import { ProcessMesh } from '../support/processes';
import { ELEMENTS, question } from '../support/question';
import { allow, kafkaCertificate, startAuthorizedKafka } from '../support/secured-kafka';

const WORKLOADS = [
  'ingress',
  'aggregator',
  ...BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`),
];

/** Processes over a broker that demands client certificates; each user has the permissions of `aclsFor` and no more. */
describe('mesh of processes over a broker that enforces permissions', () => {
  let kafka: TestKafka;
  let mesh: ProcessMesh;
  /** Whose certificate a process is given. */
  let userOf = (role: string): string => role;
  beforeAll(async () => {
    kafka = await startAuthorizedKafka(WORKLOADS);
    mesh = await ProcessMesh.start(kafka.brokers, (role) => ({
      SSBTEK_DEADLINE_MS: '10000',
      SSBTEK_KAFKA_ENSURE_TOPICS: 'false',
      ...(role !== 'simulator' && {
        SSBTEK_KAFKA_TLS: 'on',
        SSBTEK_KAFKA_TLS_CA_FILE: kafkaCertificate('ca'),
        SSBTEK_KAFKA_TLS_CERT_FILE: kafkaCertificate(userOf(role)),
        SSBTEK_KAFKA_TLS_KEY_FILE: kafkaCertificate(userOf(role)),
      }),
    }));
  });
  afterAll(async () => {
    await mesh.stop();
    await kafka.stop();
  });

  it('answers with seven agencies, and nothing is refused to anybody', async () => {
    const { status, xml } = await mesh.ask(question());
    expect(status).toBe(200);
    const { svar } = readAnswer(xml);
    expect(Object.entries(svar).map(([element, { type }]) => [element, type])).toEqual(
      ELEMENTS.map((element) => [element, 'data']),
    );
    for (const role of WORKLOADS) {
      const { body } = await mesh.management(role, '/metrics');
      expect(body).not.toMatch(/^ssbtek_kafka_not_allowed_total\{.*\} [1-9]/m);
      for (const certificate of ['kafka-client', 'kafka-ca'])
        expect(body).toContain(`ssbtek_certificate_expiry_timestamp_seconds{certificate="${certificate}"}`);
    }
  });

  it("shows a worker that comes with another one's certificate in log, metric and readiness, and goes on without it", async () => {
    await mesh.end('worker-csn', 'SIGTERM');
    userOf = (role) => (role === 'worker-csn' ? 'worker-af' : role);
    mesh.startProcess('worker-csn');
    const refused = /ssbtek_kafka_not_allowed_total\{operation="read",topic="ssbtek.inquiry.v1"\} [1-9]/;
    await expect
      .poll(
        () =>
          mesh.management('worker-csn', '/metrics').then(
            ({ body }) => body,
            () => '',
          ),
        { timeout: 90_000 },
      )
      .toMatch(refused);
    expect((await mesh.management('worker-csn', '/health/ready')).status).toBe(503);
    expect((await mesh.management('worker-csn', '/health/live')).status).toBe(200);
    expect(mesh.output).toMatch(
      /"level":"error".*"role":"worker-csn".*"reason":"not-allowed: read","topic":"ssbtek.inquiry.v1"/,
    );
    const { CSN, ...others } = readAnswer((await mesh.ask(question())).xml).svar;
    expect(CSN).toMatchObject({ type: 'error', felkod: '2000' });
    expect(Object.values(others).every(({ type }) => type === 'data')).toBe(true);
    await mesh.end('worker-csn', 'SIGTERM');
    userOf = (role) => role;
    mesh.startProcess('worker-csn');
    await mesh.ready('worker-csn');
    expect(readAnswer((await mesh.ask(question())).xml).svar['CSN']).toMatchObject({ type: 'data' });
  });

  describe('the job that verifies the audit trail every night, as production has it', () => {
    const all = built('k8s/overlays/prod');
    const pod = podsIn(all).find(({ one }) => nameOf(one) === 'CronJob/ssbtek-audit-verify')?.pod.spec;
    const certificate = readFileSync(kafkaCertificate('audit'), 'utf8');

    const job = (args?: readonly string[]): Promise<Verdict> =>
      ran(all, pod?.volumes, pod?.containers[0] as Container, {
        ...(args && { args }),
        environment: { SSBTEK_KAFKA_BROKERS: kafka.brokers },
        files: {
          'keys.json': readFileSync(mesh.auditKeysFile, 'utf8'),
          'ca.crt': readFileSync(kafkaCertificate('ca'), 'utf8'),
          'user.crt': certificate,
          'user.key': certificate,
        },
      });

    it('says that it could not look, while its user has no permissions', async () => {
      expect(await job()).toMatchObject({
        code: 2,
        said: expect.stringContaining('does not let this user see it'),
      });
    });

    it('ends well on a trail that is whole, with the permissions of its user and no others', async () => {
      await allow(kafka.brokers, 'audit');
      const { code, said } = await job();
      expect(said).toMatch(/^1 chains, \d+ records: nothing is wrong$/m);
      expect(code).toBe(0);
    });

    it('fails when somebody has written to the trail', async () => {
      const { said } = await job(['export']);
      const [altered = ''] = said.split('\n').filter((line) => line.includes('"outcome":"complete"'));
      const { chain, sequence } = JSON.parse(altered) as { chain: string; sequence: number };
      const line = altered.replace('"outcome":"complete"', '"outcome":"empty"');
      const bus = kafkaBus({
        brokers: [kafka.brokers],
        clientId: 'somebody',
        tls: { current: adminTls, close: () => undefined },
      });
      await bus.publish([auditMessage(chain, sequence, [line])]);
      await bus.close();
      expect(await job()).toMatchObject({ code: 1, said: expect.stringMatching(/^WRONG altered/m) });
    });
  });
});
