import { setTimeout as sleep } from 'node:timers/promises';
import { topicConfig, type TopicSettings } from '@ssbtek/messaging';
import type { KafkaAdmin } from './driver';

const CREATE_TIMEOUT_MS = 5000;
const LOOK_EVERY_MS = 50;

/** The broker's own default; a broker knows what to make of it since Kafka 2.4. */
const AS_THE_BROKER_HAS_IT = -1;

/** Makes the topics that are missing. Those that exist are left as they are. */
export async function ensureTopics(
  admin: KafkaAdmin,
  topics: readonly TopicSettings[],
  replicationFactor: number = AS_THE_BROKER_HAS_IT,
): Promise<void> {
  const existing = await admin.topics();
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  const made = missing.map((settings) => ({
    name: settings.name,
    partitions: settings.partitions,
    replicationFactor,
    config: Object.fromEntries(
      Object.entries(topicConfig(settings, replicationFactor)).map(([name, value]) => [name, String(value)]),
    ),
  }));
  await admin.create(made, CREATE_TIMEOUT_MS);
  await untilLed(
    admin,
    missing.map(({ name }) => name),
  );
}

async function untilLed(admin: KafkaAdmin, topics: readonly string[]): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    try {
      // A topic is of use when each of its partitions has a leader.
      for (const topic of topics) await admin.led(topic);
      return;
    } catch (error) {
      if (waited > CREATE_TIMEOUT_MS) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
