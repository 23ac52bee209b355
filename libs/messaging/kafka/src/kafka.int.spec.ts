import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { inject } from 'vitest';
import type { MessageBus, TopicSettings } from '@ssbtek/messaging';
import { messageBusSuite } from '@ssbtek/messaging/testing';
import { ensureTopics } from './ensure-topics';
import { kafkaBus } from './index';

const BROKERS = [inject('brokers')];

messageBusSuite('kafka', async () => {
  const admin = new Kafka({ brokers: BROKERS, clientId: 'suite-admin', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const clients: MessageBus[] = [];
  return {
    client(events) {
      const bus = kafkaBus({ brokers: BROKERS, clientId: 'suite', ...(events && { events }) });
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
    async close() {
      await Promise.all(clients.map((bus) => bus.close()));
      await admin.disconnect();
    },
  };
});
