import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { topicConfig, type TopicSettings } from '@ssbtek/messaging';

const CREATE_TIMEOUT_MS = 5000;
const LOOK_EVERY_MS = 50;

/** Makes the topics that are missing. Those that exist are left as they are. */
export async function ensureTopics(
  admin: Admin,
  topics: readonly TopicSettings[],
  replicationFactor: number,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  await admin.createTopics({
    timeout: CREATE_TIMEOUT_MS,
    // kafkajs' own waiting gives up at the first broker that has not heard of the topic yet.
    waitForLeaders: false,
    topics: missing.map((settings) => ({
      topic: settings.name,
      numPartitions: settings.partitions,
      replicationFactor,
      configEntries: Object.entries(topicConfig(settings)).map(([name, value]) => ({
        name,
        value: String(value),
      })),
    })),
  });
  await untilLed(
    admin,
    missing.map(({ name }) => name),
  );
}

async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    try {
      // Answered by the leaders: a topic is of use when each of its partitions has one.
      for (const topic of topics) await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (waited > CREATE_TIMEOUT_MS) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
