import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { BusEvents, MessageBus } from '@ssbtek/messaging';
import { eventually, newGroup, Reader, textMessage } from '@ssbtek/messaging/testing';
import { CLIENTS, kafkaBus } from '../../../../test/support/kafka-client.ts';
import {
  CompressionTypes,
  otherProgram,
  type Admin,
  type Message,
  type ProducerConfig,
} from '../../../../test/support/other-program.ts';

const brokers = [inject('brokers')];
const MIB = 1024 * 1024;

/** What other programs, and a cluster's own settings, may put into a topic that we read. */
describe.each(CLIENTS)('kafka bus by %s: what others write', (client) => {
  const kafka = otherProgram(brokers, 'others');
  const given: Record<string, string | number>[] = [];
  let admin: Admin;
  let bus: MessageBus;
  beforeAll(async () => {
    admin = kafka.admin();
    await admin.connect();
    const events: BusEvents = { deadLettered: (topic, detail) => given.push({ topic, ...detail }) };
    bus = kafkaBus({ brokers, clientId: 'mesh', events }, client);
  });
  afterAll(async () => {
    await bus.close();
    await admin.disconnect();
  });

  async function newTopic(config: Readonly<Record<string, string>> = {}): Promise<string> {
    const topic = `others.${randomUUID()}`;
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions: 1, replicationFactor: 1, configEntries }],
    });
    return topic;
  }

  async function write(
    topic: string,
    messages: Message[],
    compression = CompressionTypes.None,
  ): Promise<void> {
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic, messages, compression });
    await producer.disconnect();
  }

  it.each(['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'is read when the topic packs by %s',
    async (codec) => {
      const topic = await newTopic({ 'compression.type': codec });
      const reader = await Reader.start(bus, { topic });
      const texts = [
        'short',
        'x'.repeat(300_000),
        randomUUID().repeat(5000),
        randomBytes(200_000).toString('base64'),
      ];
      await bus.publish(texts.map((text) => textMessage(topic, text, { key: 'k', headers: { a: 'b' } })));
      await eventually(() => expect(reader.texts.map(digest).sort()).toEqual(texts.map(digest).sort()));
      expect(reader.seen[0]).toMatchObject({ key: 'k', headers: { a: 'b' } });
      await reader.consumption.stop();
    },
  );

  it('is passed over with a dead letter when it unpacks to more than any message may be, and what follows is read', async () => {
    const topic = await newTopic();
    await bus.publish([textMessage(topic, 'before')]);
    await write(
      topic,
      [{ value: Buffer.alloc(13 * MIB) }, { value: Buffer.alloc(13 * MIB) }],
      CompressionTypes.GZIP,
    );
    await bus.publish([textMessage(topic, 'after')]);
    const reader = await Reader.start(bus, { topic });
    await eventually(() => expect(reader.texts).toEqual(['before', 'after']));
    await eventually(() => expect(given.filter((one) => one['topic'] === topic)).toHaveLength(1));
    expect(given.find((one) => one['topic'] === topic)).toMatchObject({ partition: 0, offset: '1' });
    await eventually(() => expect(reader.consumption.lag()).toBe(0));
    expect(reader.consumption.alive()).toBe(true);
    await reader.consumption.stop();
  });

  it('is read with any number of headers, whatever they are called, and without key, value or headers', async () => {
    const topic = await newTopic();
    const headers = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`h${n}`, 'x']));
    await write(topic, [
      { value: 'many', headers },
      { value: 'odd', headers: { ['__proto__']: 'x', '': '', twice: ['first', 'second'] } },
      { value: null },
    ]);
    const reader = await Reader.start(bus, { topic });
    await eventually(() => expect(reader.texts).toEqual(['many', 'odd', '']));
    expect(reader.seen[1]?.headers['twice']).toBe('first');
    await reader.consumption.stop();
  });

  it('is no lag for ever when it ends with the mark of a transaction, and one that stands open stops nobody', async () => {
    const [topic, group] = [await newTopic(), newGroup()];
    const reader = await Reader.start(bus, { topic, group });
    const options: ProducerConfig = {
      transactionalId: randomUUID(),
      maxInFlightRequests: 1,
      idempotent: true,
    };
    const producer = kafka.producer(options);
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: 'in a transaction' }] });
    await bus.publish([textMessage(topic, 'beside it')]);
    await eventually(() => expect(reader.texts).toEqual(['in a transaction', 'beside it']));
    await transaction.commit();
    await eventually(() => expect(reader.consumption.lag()).toBe(0));
    await expect.poll(() => highOf(admin, topic)).toBe('3');
    await eventually(() => expect(reader.consumption.lag() + reader.consumption.oldestMs()).toBe(0));
    await reader.consumption.stop();
    const [committed] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    expect(committed?.partitions).toMatchObject([{ offset: '3' }]);
    await producer.disconnect();
  });
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const highOf = async (admin: Admin, topic: string): Promise<string | undefined> =>
  (await admin.fetchTopicOffsets(topic))[0]?.high;
