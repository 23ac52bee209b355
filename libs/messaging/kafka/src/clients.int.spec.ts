import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { MessageBus, TopicSettings } from '@ssbtek/messaging';
import { eventually, newGroup, Reader, textMessage } from '@ssbtek/messaging/testing';
import { CLIENTS, kafkaBus, type Client } from '../../../../test/support/kafka-client.ts';

const brokers = [inject('brokers')];
const topic: TopicSettings = {
  name: `clients.${randomUUID()}`,
  description: 'for this test',
  partitions: 4,
  retentionMs: 600_000,
  maxMessageBytes: 100_000,
  writers: [],
  readers: [],
};
const buses = new Map<Client, MessageBus>();
const busBy = (client: Client): MessageBus => {
  const bus = buses.get(client);
  if (!bus) throw new Error('no bus');
  return bus;
};
beforeAll(async () => {
  for (const client of CLIENTS)
    buses.set(
      client,
      kafkaBus({ brokers, clientId: 'clients', topics: [topic], probeTopic: topic.name }, client),
    );
  for (const bus of buses.values()) await eventually(() => expect(bus.connected()).toBe(true));
});
afterAll(() => Promise.all([...buses.values()].map((bus) => bus.close())));

/** While the setting changes, replicas of both kinds are in one group. */
it.each<[Client, Client]>([
  ['kafkajs', 'platformatic'],
  ['platformatic', 'kafkajs'],
])(
  'a group led by a member of %s takes in one of %s, and nothing is handled twice',
  async (first, second) => {
    const [group, run] = [newGroup(), randomUUID()];
    const options = { topic: topic.name, group, finishesBegun: true, from: 'latest' } as const;
    const one = await Reader.start(busBy(first), options, (text) => text.startsWith('held'));
    const fill = (text: string): Promise<void> =>
      busBy(second).publish(
        [0, 1, 2, 3].map((partition) =>
          textMessage(topic.name, `${text} ${partition} ${run}`, { partition }),
        ),
      );
    await fill('held');
    await eventually(() => expect(one.seen).toHaveLength(4));
    const two = await Reader.start(busBy(second), options);
    const shares = (): number[] => [one, two].map(({ consumption }) => consumption.partitions());
    await eventually(() => expect(shares()).toEqual([2, 2]));
    await eventually(() => expect(one.consumption.ready() && two.consumption.ready()).toBe(true));
    await fill('later');
    await eventually(() => expect([one.seen.length, two.seen.length]).toEqual([6, 2]));
    one.releaseAll();
    await one.consumption.stop();
    await eventually(() => expect(two.consumption.partitions()).toBe(4));
    await fill('last');
    await eventually(() => expect(two.seen).toHaveLength(6));
    expect(one.seen).toHaveLength(6);
    await two.consumption.stop();
  },
);
