import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MessageBus } from '@ssbtek/messaging';
import { eventually, Reader, textMessage } from '@ssbtek/messaging/testing';
import { startSecuredKafka, type TestKafka } from '../../../../test/support/kafka.ts';
import { KAFKA_CERTIFICATES, kafkaCertificate } from '../../../../test/support/secured-kafka.ts';
import { CLIENTS, kafkaBus, type Client } from '../../../../test/support/kafka-client.ts';
import type { BrokerLogin } from './login';

const [username, password] = ['mesh', 'not-a-secret'];
const ca = readFileSync(kafkaCertificate('ca'), 'utf8');
const own = readFileSync(kafkaCertificate('ingress'), 'utf8');
const close = (): void => undefined;
const topics = [
  {
    name: 'login.v1',
    description: 'for this test',
    partitions: 1,
    retentionMs: 600_000,
    maxMessageBytes: 10_000,
    writers: [],
    readers: [],
  },
];
const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
/** A token that nobody has signed, which this broker takes. */
const tokenOf = (sub: string): string => {
  const iat = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none' })}.${part({ sub, iat, exp: iat + 3600 })}.`;
};
const byPassword = (mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'): BrokerLogin => ({
  mechanism,
  current: () => ({ username, password }),
  close,
});

describe('kafka bus: a broker that wants a login', () => {
  let kafka: TestKafka;
  const buses: MessageBus[] = [];
  beforeAll(async () => {
    kafka = await startSecuredKafka(KAFKA_CERTIFICATES, { [username]: password });
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(() => kafka.stop());

  function connect(client: Client, login: BrokerLogin, certificate?: string) {
    const told: string[] = [];
    const bus = kafkaBus(
      {
        brokers: [kafka.brokers],
        clientId: 'login',
        topics,
        probeTopic: 'login.v1',
        login,
        tls: { current: () => ({ ca, ...(certificate && { cert: certificate, key: certificate }) }), close },
        events: { problem: (what, { code = '' }) => told.push(`${what}: ${code}`) },
      },
      client,
    );
    buses.push(bus);
    return { bus, told };
  }

  describe.each(CLIENTS)('by %s', (client) => {
    it.each<[string, BrokerLogin, string | undefined]>([
      ['PLAIN', byPassword('PLAIN'), undefined],
      ['PLAIN and a certificate', byPassword('PLAIN'), own],
      ['SCRAM-SHA-256', byPassword('SCRAM-SHA-256'), undefined],
      ['SCRAM-SHA-512', byPassword('SCRAM-SHA-512'), undefined],
      [
        'OAUTHBEARER',
        { mechanism: 'OAUTHBEARER', token: () => Promise.resolve(tokenOf(username)), close },
        undefined,
      ],
    ])('lets in by %s: to write and to read', async (name, login, certificate) => {
      const { bus } = connect(client, login, certificate);
      const reader = await Reader.start(bus, { topic: 'login.v1' });
      await bus.publish([textMessage('login.v1', `${name} ${client}`)]);
      await eventually(() => expect(reader.texts).toContain(`${name} ${client}`));
    });

    it('is told with its word for it when it refuses, and a password that has changed is used at once', async () => {
      let present = 'an old one';
      const { bus, told } = connect(client, {
        mechanism: 'SCRAM-SHA-512',
        current: () => ({ username, password: present }),
        close,
      });
      await eventually(() =>
        expect(told.join('\n')).toMatch(/a broker refused the login: SASL_AUTHENTICATION/),
      );
      expect(bus.connected()).toBe(false);
      expect(told.join('\n')).not.toContain(present);
      present = password;
      await eventually(() => expect(bus.connected()).toBe(true));
    });
  });
});
