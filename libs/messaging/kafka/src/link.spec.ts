import { afterEach, expect, it, vi } from 'vitest';
import { INQUIRY_TOPIC, MessageRefused, type MessageBus, type Outgoing } from '@ssbtek/messaging';
import { kafkaBus } from './bus';
import type { Append, KafkaDriver } from './driver';
import { KafkaTrouble } from './trouble';

const message: Outgoing = { topic: INQUIRY_TOPIC, key: 'k', headers: {}, value: Buffer.from('x') };

let bus: MessageBus | undefined;
afterEach(async () => bus?.close());

/** A broker of which each send is answered as the test says; connecting sends two probes. */
function brokerThat(answers: (attempt: number) => Promise<readonly Append[]>) {
  let sent = 0;
  let connections = 0;
  const none = (): Promise<never> => Promise.reject(new KafkaTrouble('NOT_HERE', false));
  const driver: KafkaDriver = {
    producer: () => ({
      connect: () => Promise.resolve(void (connections += 1)),
      send: () => answers((sent += 1)),
      close: () => Promise.resolve(),
    }),
    consumer: () => {
      throw new Error('nobody reads');
    },
    admin: () => ({
      connect: none,
      brokers: none,
      topics: none,
      partitions: none,
      create: none,
      led: none,
      close: () => Promise.resolve(),
      config: none,
    }),
  };
  bus = kafkaBus({ brokers: ['127.0.0.1:1'], clientId: 'link', driver, ensureTopics: false });
  return { bus, connections: () => connections };
}

const PROBES = 2;
const taken = (): Promise<readonly Append[]> =>
  Promise.resolve([{ topic: INQUIRY_TOPIC, appendedAt: Date.now() }]);

// A broker may answer nothing for a while and then refuse what it was sent, as when another one has become the leader.
it.each([
  ['an error', new KafkaTrouble('REQUEST_TIMED_OUT', false)],
  ['a refusal', new MessageRefused('too-large')],
])('is there again when a broker that has stalled answers with %s', async (_, error) => {
  const late = Promise.withResolvers<readonly Append[]>();
  const { bus } = brokerThat((attempt) => (attempt === PROBES + 1 ? late.promise : taken()));
  await vi.waitFor(() => expect(bus.connected()).toBe(true));
  const published = bus.publish([message]).catch(() => undefined);
  await vi.waitFor(() => expect(bus.connected()).toBe(false));
  late.reject(error);
  await published;
  await vi.waitFor(() => expect(bus.connected()).toBe(true));
  await bus.publish([message]);
});
