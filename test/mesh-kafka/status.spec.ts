import { afterEach, expect, inject, it, vi } from 'vitest';
import type { AgencyStatus, StatusWord } from '@ssbtek/core';
import { statusMessage, type MessageBus } from '@ssbtek/messaging';
import type { StatusDocument } from '@ssbtek/portal-pages';
import { CLIENTS, kafkaBus } from '../support/kafka-client';
import { startPortal } from '../support/portal';
import { listen } from '../support/server-events';

const cleanup: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

it.each(CLIENTS)(
  'a portal hears over Kafka, by %s, what workers have said and what they say',
  async (client) => {
    const brokers = inject('brokers');
    const bus: MessageBus = kafkaBus({ brokers: brokers.split(','), clientId: 'worker' }, client);
    cleanup.push(() => bus.close());
    await vi.waitUntil(() => bus.connected(), { timeout: 90_000 });
    const instance = `worker-miv-${client}-${Date.now()}`;
    const say = (word: StatusWord, more: Partial<AgencyStatus> = {}) => {
      const since = Math.floor(bus.clock.now());
      const status = { kod: 'miv', instance, maintenance: false, word, since, services: [] };
      return bus.publish([statusMessage({ ...status, changes: [{ since, word }], ...more }, 1)]);
    };
    await say('down');
    const portal = await startPortal(undefined, {
      SSBTEK_KAFKA_BROKERS: brokers,
      SSBTEK_KAFKA_CLIENT: client,
      SSBTEK_KAFKA_REPLICATION_FACTOR: '1',
    });
    cleanup.push(() => portal.stop());
    const words = async (): Promise<string | undefined> => {
      const { agencies } = (await (await fetch(`${portal.url}/status.json`)).json()) as StatusDocument;
      return agencies.find(({ kod }) => kod === 'miv')?.word;
    };
    await vi.waitUntil(async () => (await words()) === 'down', { timeout: 90_000 });
    const page = await listen(`${portal.url}/status/events`);
    await say('well');
    await vi.waitUntil(() => page.events.at(-1)?.includes('"word":"well"'), { timeout: 30_000 });
    expect(await words()).toBe('well');
    await say('well', { leaving: true });
    await vi.waitUntil(async () => (await words()) === 'unknown', { timeout: 30_000 });
    page.close();
    // It writes nothing, so nothing can be refused to it; and the topic is as it must be, but for how often another test
    // has let it grow: keys stay where they were.
    const metrics = await portal.metrics();
    const told = metrics.match(/^ssbtek_kafka_(?:not_allowed_total|topic_findings)\{[^}]*status.*$/gm) ?? [];
    expect(told.filter((line) => !line.includes('setting="partitions"'))).toEqual([]);
  },
);
