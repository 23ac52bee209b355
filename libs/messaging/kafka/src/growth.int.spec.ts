import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  findingText,
  MessageRefused,
  topicConfig,
  TOPICS,
  type BusEvents,
  type MessageBus,
  type TopicSettings,
} from '@ssbtek/messaging';
import { eventually, newGroup, Reader, textMessage } from '@ssbtek/messaging/testing';
import { CLIENTS, DRIVERS, kafkaBus, type Client } from '../../../../test/support/kafka-client.ts';
import { ConfigResourceTypes, otherProgram, type Admin } from '../../../../test/support/other-program.ts';
import { TopicWatch } from './topic-watch';

const brokers = [inject('brokers')];
/** Well before the deadline of a question, also on a machine that does other things. */
const SOON = { timeout: 60_000, interval: 20 };

const settings = (keysStay: boolean): TopicSettings => ({
  name: `growth.${randomUUID()}`,
  description: 'for this test',
  partitions: 4,
  retentionMs: 600_000,
  maxMessageBytes: 100_000,
  writers: [],
  readers: [],
  keysStay,
});

let admin: Admin;
const buses: MessageBus[] = [];
beforeAll(async () => {
  admin = otherProgram(brokers, 'growth').admin();
  await admin.connect();
});
afterAll(async () => {
  await Promise.all(buses.map((bus) => bus.close()));
  await admin.disconnect();
});

async function connected(client: Client, ...topics: TopicSettings[]): Promise<MessageBus> {
  const bus = kafkaBus({ brokers, clientId: 'growth', topics: [...TOPICS, ...topics] }, client);
  buses.push(bus);
  await eventually(() => expect(bus.connected()).toBe(true));
  return bus;
}
const grow = (topic: string): Promise<boolean> =>
  admin.createPartitions({ topicPartitions: [{ topic, count: 8 }] });
const keys = Array.from({ length: 64 }, (_, n) => `inquiry-${n}`);

describe.each(CLIENTS)('by %s', (client) => {
  it('what is written to partitions that were added is read soon, by readers that ran before them', async () => {
    const topic = settings(false);
    const [before, group] = [await connected(client, topic), newGroup()];
    const readers = [
      await Reader.start(before, { topic: topic.name, group }),
      await Reader.start(await connected(client, topic), { topic: topic.name, group }),
    ];
    await grow(topic.name);
    // A writer that starts now knows all of them at once.
    const after = await connected(client, topic);
    await after.publish(keys.map((key) => textMessage(topic.name, key)));
    const read = () => readers.flatMap(({ texts }) => texts);
    await expect.poll(() => new Set(read()).size, SOON).toBe(keys.length);
    const partitions = readers.flatMap(({ seen }) => seen.map(({ partition }) => partition));
    expect(Math.max(...partitions)).toBeGreaterThan(3);
    // One that runs for long takes a message for a new partition too, and none for one that is not there.
    await before.publish([textMessage(topic.name, 'to the last', { partition: 7 })]);
    await expect.poll(read, SOON).toContain('to the last');
    const nowhere = before.publish([textMessage(topic.name, 'nowhere', { partition: 8 })]);
    await expect(nowhere).rejects.toEqual(new MessageRefused('no-such-partition'));
    await Promise.all(readers.map(({ consumption }) => consumption.stop()));
  });

  it('a key that must stay in its partition does, whoever writes it and since when', async () => {
    const topic = settings(true);
    const before = await connected(client, topic);
    const reader = await Reader.start(before, { topic: topic.name });
    await before.publish(keys.map((key) => textMessage(topic.name, key)));
    await grow(topic.name);
    // By whichever client: they share a mesh while the setting changes.
    for (const one of CLIENTS) {
      const after = await connected(one, topic);
      await after.publish(keys.map((key) => textMessage(topic.name, key)));
    }
    await eventually(() => expect(reader.seen).toHaveLength(3 * keys.length));
    const places = new Set(reader.seen.map(({ key, partition }) => `${key} in ${partition}`));
    expect(places.size).toBe(keys.length);
    await reader.consumption.stop();
  });

  it('topics that are made have all settings that matter, and as many replicas as the brokers make of themselves', async () => {
    const topic = settings(false);
    await connected(client, topic);
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic.name }],
    });
    const found = resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]);
    expect(Object.fromEntries(found ?? [])).toMatchObject({
      'compression.type': 'uncompressed',
      'message.timestamp.type': 'LogAppendTime',
      'cleanup.policy': 'delete',
      'retention.ms': '600000',
      'retention.bytes': '-1',
      'max.message.bytes': '100000',
      'unclean.leader.election.enable': 'false',
    });
  });

  it('a topic that has times of its producers, and is packed, is told and is no longer once it is mended', async () => {
    const topic = settings(false);
    await connected(client, topic);
    const alter = (entries: Readonly<Record<string, string>>) => {
      const ours = Object.entries({ ...topicConfig(topic), ...entries });
      const configEntries = ours.map(([name, value]) => ({ name, value: String(value) }));
      const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic.name, configEntries }];
      return admin.alterConfigs({ validateOnly: false, resources });
    };
    await alter({ 'message.timestamp.type': 'CreateTime', 'compression.type': 'zstd' });
    const found: string[][] = [];
    const events: BusEvents = {
      topicFindings: (all) => found.push(all.map((one) => `${findingText(one)} ${one.grave}`)),
    };
    const options = { brokers, clientId: 'growth', topics: [topic], replicationFactor: 1, events };
    const bus = kafkaBus({ ...options, probeTopic: topic.name }, client);
    buses.push(bus);
    await eventually(() => expect(bus.connected()).toBe(true));
    const wrong = 'message.timestamp.type is CreateTime, must be LogAppendTime';
    // Known before anything can be asked, but for a machine on which looking takes its time.
    await eventually(() => expect(bus.lacks?.()).toEqual([`${topic.name}: ${wrong}`]));
    expect(found.at(-1)).toEqual([`${wrong} true`, 'compression.type is zstd, must be uncompressed false']);
    // Without the permission to ask it shows in what is written and what is read.
    const seen = vi.spyOn(TopicWatch.prototype, 'seen');
    const reader = await Reader.start(bus, { topic: topic.name });
    await bus.publish([textMessage(topic.name, 'x')]);
    await eventually(() => expect(reader.texts).toContain('x'));
    await reader.consumption.stop();
    const ofProducers = seen.mock.calls.filter(([name, type]) => name === topic.name && type === 'create');
    expect(ofProducers.length).toBeGreaterThanOrEqual(2);
    seen.mockRestore();
    const watch = new TopicWatch({ driver: DRIVERS[client], ...options });
    await watch.look();
    await alter({});
    await expect.poll(() => watch.look().then(() => [watch.lacks(), found.at(-1)]), SOON).toEqual([[], []]);
    watch.close();
  });
});
