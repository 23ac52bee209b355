import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  AGGREGATOR_GROUP,
  ANSWER_TOPIC,
  INQUIRY_TOPIC,
  ingressGroup,
  MessageRefused,
  REPLY_TOPIC,
  STATUS_TOPIC,
  TOPICS,
  topicsOf,
  workerGroup,
  type MessageBus,
} from '@ssbtek/messaging';
import { eventually, Reader, textMessage } from '@ssbtek/messaging/testing';
import type { TlsTexts } from '@ssbtek/tls';
import { allow, kafkaCertificate, startAuthorizedKafka } from '../../../../test/support/secured-kafka.ts';
import type { TestKafka } from '../../../../test/support/kafka.ts';
import { CLIENTS, kafkaBus, type Client } from '../../../../test/support/kafka-client.ts';
import type { KafkaOptions } from './options';

const text = (name: string): string => readFileSync(kafkaCertificate(name), 'utf8');
const ca = text('ca');
const as = (user: string): TlsTexts => ({ ca, cert: text(user), key: text(user) });

const cleanup: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

/** A bus whose certificates come from a function, and what it has told. */
function connect(
  client: Client,
  kafka: TestKafka,
  certificates: () => TlsTexts,
  {
    ensureTopics = false,
    topics,
    watchedTopics,
  }: Pick<KafkaOptions, 'ensureTopics' | 'topics' | 'watchedTopics'> = {},
) {
  const [told, refusals]: [string[], string[]] = [[], []];
  const options: Omit<KafkaOptions, 'driver'> = {
    brokers: [kafka.brokers],
    clientId: 'secured',
    ensureTopics,
    ...(topics && { topics }),
    ...(watchedTopics && { watchedTopics }),
    tls: { current: certificates, close: () => undefined },
    events: {
      notAllowed: (operation, topic) => refusals.push(`${operation} ${topic}`),
      problem: (what, { code = '' }) => told.push(`${what} ${code}`.trim()),
    },
  };
  const bus = kafkaBus(options, client);
  cleanup.push(() => bus.close());
  return { bus, told, refusals };
}
const connected = (bus: MessageBus): Promise<void> => eventually(() => expect(bus.connected()).toBe(true));

describe('kafka bus: a broker that demands certificates and enforces permissions', () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await startAuthorizedKafka(['ingress', 'aggregator', 'worker-csn']);
  });
  afterAll(() => kafka.stop());

  describe.each(CLIENTS)('by %s', (client) => {
    const user = (name: string) =>
      connect(client, kafka, () => as(name), { watchedTopics: topicsOf([name]) });

    it.each([
      ['ingress', ANSWER_TOPIC, ingressGroup('i-1'), [INQUIRY_TOPIC, REPLY_TOPIC]],
      ['worker-csn', INQUIRY_TOPIC, workerGroup('csn'), [REPLY_TOPIC, STATUS_TOPIC]],
      ['aggregator', REPLY_TOPIC, AGGREGATOR_GROUP, [ANSWER_TOPIC, REPLY_TOPIC]],
    ])('lets %s read %s in its group and write what it must', async (name, reads, group, writes) => {
      const { bus, refusals } = user(name);
      const reader = await Reader.start(bus, { topic: reads, group });
      for (const topic of writes) await bus.publish([textMessage(topic, 'x')]);
      await eventually(() => expect(reader.consumption.ready()).toBe(true));
      expect(await bus.partitions(reads)).toBe(12);
      await reader.consumption.stop();
      expect(refusals).toEqual([]);
    });

    it.each([
      ['worker-csn', REPLY_TOPIC, workerGroup('csn')],
      ['worker-csn', ANSWER_TOPIC, workerGroup('csn')],
      ['worker-csn', STATUS_TOPIC, workerGroup('csn')],
      ['worker-csn', INQUIRY_TOPIC, workerGroup('af')],
      ['aggregator', INQUIRY_TOPIC, AGGREGATOR_GROUP],
      ['ingress', REPLY_TOPIC, AGGREGATOR_GROUP],
      ['ingress', ANSWER_TOPIC, AGGREGATOR_GROUP],
      ['stranger', ANSWER_TOPIC, ingressGroup('i-1')],
    ])('does not let %s read %s as %s, and says so', async (name, topic, group) => {
      const { bus, refusals } = user(name);
      const handler = (): Promise<void> => Promise.reject(new Error('was read'));
      const consumption = await bus.consume({ topic, group, maxInFlight: 10, handler });
      await eventually(() => expect(refusals).toContain(`read ${topic}`));
      expect([consumption.ready(), consumption.alive()]).toEqual([false, true]);
      // Permissions are given by people: it is not tried over and over.
      expect(refusals.filter((line) => line === `read ${topic}`)).toHaveLength(1);
    });

    it.each([
      ['worker-csn', INQUIRY_TOPIC, REPLY_TOPIC],
      ['worker-csn', ANSWER_TOPIC, REPLY_TOPIC],
      ['aggregator', INQUIRY_TOPIC, ANSWER_TOPIC],
      ['ingress', ANSWER_TOPIC, INQUIRY_TOPIC],
      ['ingress', STATUS_TOPIC, INQUIRY_TOPIC],
    ])(
      'does not let %s write to %s, and what it may write goes on beside it',
      async (name, topic, allowed) => {
        const { bus, refusals } = user(name);
        await connected(bus);
        const [refused, fine] = await Promise.allSettled([
          bus.publish([textMessage(topic, 'x')]),
          bus.publish([textMessage(allowed, 'x')]),
        ]);
        expect(refused).toEqual({ status: 'rejected', reason: new MessageRefused('not-allowed') });
        expect(fine.status).toBe('fulfilled');
        expect(refusals).toEqual([`write ${topic}`]);
      },
    );

    it('tells once who may not see whether a topic is as it must be, and goes on without knowing', async () => {
      const watchedTopics = TOPICS.filter(({ name }) => [ANSWER_TOPIC, INQUIRY_TOPIC].includes(name));
      const { bus, refusals } = connect(client, kafka, () => as('worker-csn'), { watchedTopics });
      await connected(bus);
      await bus.publish([textMessage(REPLY_TOPIC, 'x')]);
      expect([refusals, bus.lacks?.()]).toEqual([[`describe ${ANSWER_TOPIC}`], []]);
    });

    it('tells who may do nothing at once, though the connection stands', async () => {
      const { refusals } = user('stranger');
      await eventually(() => expect(refusals).toContain(`write ${REPLY_TOPIC}`));
    });

    it('makes topics for who may, and tells who may not', async () => {
      const settings = { description: 'x', partitions: 2, retentionMs: 60_000, maxMessageBytes: 10_000 };
      const topic = (name: string) => ({ ...settings, name, writers: ['worker'], readers: ['worker'] });
      const [made, refused] = [topic(`made-by-${client}.v1`), topic(`refused-${client}.v1`)];
      await allow(kafka.brokers, 'worker-csn', { ensureTopics: true, topics: [made] });
      const may = connect(client, kafka, () => as('worker-csn'), { ensureTopics: true, topics: [made] });
      expect(await may.bus.partitions(made.name)).toBe(2);
      expect(may.refusals.filter((line) => line.startsWith('create'))).toEqual([]);
      const mayNot = connect(client, kafka, () => as('worker-csn'), {
        ensureTopics: true,
        topics: [refused],
      });
      await eventually(() => expect(mayNot.refusals).toContain(`create ${refused.name}`));
    });

    it.each<[string, TlsTexts, RegExp]>([
      ['no certificate', { ca }, /CERTIFICATE_REQUIRED|ALERT|ECONNRESET|EPIPE/],
      ['an expired one', as('expired'), /CERT|ALERT/],
      ['one of another authority', as('renewed'), /UNKNOWN_CA|CERT|ALERT/],
      [
        'another authority for the broker',
        { ...as('ingress'), ca: text('other-ca') },
        /UNABLE_TO_VERIFY|SELF_SIGNED/,
      ],
    ])('is not reached with %s, and the log says why', async (_, certificates, code) => {
      const { bus, told } = connect(client, kafka, () => certificates);
      await eventually(() => expect(told.join('\n')).toMatch(/TLS with a broker failed/));
      expect(told.find((line) => line.startsWith('TLS with'))).toMatch(code);
      expect(bus.connected()).toBe(false);
    });
  });
});

describe('kafka bus: certificates that change', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-certificates-'));
  let kafka: TestKafka;
  beforeAll(async () => {
    copyFileSync(kafkaCertificate('broker'), join(folder, 'broker.pem'));
    writeFileSync(join(folder, 'ca.pem'), ca + text('other-ca'));
    kafka = await startAuthorizedKafka(['ingress'], folder);
  });
  afterAll(async () => {
    await kafka.stop();
    rmSync(folder, { recursive: true });
  });

  it('are used by the next connections: after a restart of a broker that takes the old ones no more, too', async () => {
    let certificates = as('renewed');
    const all = await Promise.all(
      CLIENTS.map(async (client) => {
        const { bus } = connect(client, kafka, () => certificates);
        const reader = await Reader.start(bus, { topic: ANSWER_TOPIC, group: ingressGroup(`i-${client}`) });
        await bus.publish([textMessage(INQUIRY_TOPIC, 'before')]);
        await eventually(() => expect(reader.consumption.ready()).toBe(true));
        return { client, bus, reader };
      }),
    );
    certificates = as('ingress');
    for (const { bus } of all)
      await bus.publish([textMessage(INQUIRY_TOPIC, 'still over the old connection')]);
    await kafka.kill();
    writeFileSync(join(folder, 'ca.pem'), ca);
    await kafka.start();
    for (const { client, bus, reader } of all) {
      await connected(bus);
      await bus.publish([textMessage(INQUIRY_TOPIC, 'after')]);
      await eventually(() => expect(reader.consumption.ready()).toBe(true));
      const late = connect(client, kafka, () => as('renewed'));
      await eventually(() => expect(late.told.join('\n')).toMatch(/TLS with a broker failed/));
    }
  });
});
