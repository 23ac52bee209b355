import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';
import type { MessageBus, TopicSettings } from '@ssbtek/messaging';
import { messageBusSuite } from '@ssbtek/messaging/testing';
import { ensureTopics } from './ensure-topics';
import { CLIENTS, DRIVERS, kafkaBus } from '../../../../test/support/kafka-client.ts';
import { otherProgram, type Admin } from '../../../../test/support/other-program.ts';

const BROKERS = [inject('brokers')];

/** What the mesh itself never does to topics. */
async function others(act: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = otherProgram(BROKERS, 'suite-others').admin();
  await admin.connect();
  await act(admin).finally(() => admin.disconnect());
}

describe.each(CLIENTS)('by %s', (client) =>
  messageBusSuite('kafka', async () => {
    const given = new AbortController().signal;
    const admin = DRIVERS[client].admin(
      { brokers: BROKERS, clientId: 'suite-admin' },
      { events: undefined, given },
    );
    await admin.connect();
    const clients: MessageBus[] = [];
    return {
      client(events) {
        const bus = kafkaBus({ brokers: BROKERS, clientId: 'suite', ...(events && { events }) }, client);
        clients.push(bus);
        return bus;
      },
      async topic({ partitions, maxMessageBytes = 4 * 1024 * 1024 }) {
        const name = `suite.${randomUUID()}`;
        const settings: TopicSettings = {
          name,
          partitions,
          maxMessageBytes,
          retentionMs: 600_000,
          writers: [],
          readers: [],
          description: 'for this suite',
        };
        await ensureTopics(admin, [settings], 1);
        return name;
      },
      grow: (topic, count) =>
        others(async (other) => {
          await other.createPartitions({ topicPartitions: [{ topic, count }] });
        }),
      cutOff: (topic, partition, below) =>
        others(async (other) => {
          // It has to know who leads.
          await other.fetchTopicOffsets(topic);
          await other.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(below) }] });
        }),
      async close() {
        await Promise.all(clients.map((bus) => bus.close()));
        await admin.close();
      },
    };
  }),
);
