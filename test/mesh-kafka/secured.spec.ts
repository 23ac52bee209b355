import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer } from '../support/answer';
import type { TestKafka } from '../support/kafka';
import { ProcessMesh } from '../support/processes';
import { ELEMENTS, question } from '../support/question';
import { kafkaCertificate, startAuthorizedKafka } from '../support/secured-kafka';

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
});
