import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import type { TopicSettings } from '@ssbtek/messaging';
import { Reader, textMessage } from '@ssbtek/messaging/testing';
import { CLIENTS, kafkaBus } from '../../../../test/support/kafka-client.ts';

const LOUD = 40;
/** The broker looks every 15 s for what it may pack. */
const PACKED_WITHIN_MS = 50_000;
const PIN = { pinnedPartition: 0, from: 'earliest', commit: false } as const;

it.each(CLIENTS)(
  'a compacted topic is read from its beginning by %s: the last message of each key, over what is gone',
  async (client) => {
    const topic: TopicSettings = {
      name: `compacted.${randomUUID()}`,
      description: 'for this test',
      partitions: 1,
      cleanup: 'compact,delete',
      retentionMs: 600_000,
      segmentMs: 100,
      maxMessageBytes: 64 * 1024,
      writers: [],
      readers: [],
    };
    const options = { brokers: [inject('brokers')], clientId: 'compacted', replicationFactor: 1 };
    const bus = kafkaBus({ ...options, topics: [topic], probeTopic: topic.name }, client);
    const say = (text: string, key: string) => bus.publish([textMessage(topic.name, text, { key })]);
    await bus.partitions(topic.name);
    await say('once', 'quiet');
    for (let said = 1; said <= LOUD; said += 1) await say(`said ${said}`, 'loud');
    await sleep(200);
    // A segment is closed by what comes after its time.
    await say('end', 'other');
    const until = Date.now() + PACKED_WITHIN_MS;
    for (;;) {
      const reader = await Reader.start(bus, { topic: topic.name, ...PIN });
      await expect.poll(() => reader.texts.at(-1), { timeout: 60_000 }).toBe('end');
      const { texts, events } = reader;
      await reader.consumption.stop();
      expect(events).toContainEqual({ type: 'caught-up', partition: 0 });
      expect(texts).toContain('once');
      expect(texts).toContain(`said ${LOUD}`);
      if (texts.filter((text) => text.startsWith('said')).length < LOUD) break;
      if (Date.now() > until) throw new Error('the broker has packed nothing');
      await sleep(1000);
    }
    await bus.close();
  },
  2 * PACKED_WITHIN_MS,
);
