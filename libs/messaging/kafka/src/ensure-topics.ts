import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { TopicSettings } from '@ssbtek/messaging';

const CREATE_TIMEOUT_MS = 5000;
const LOOK_EVERY_MS = 50;

/** Settings of a topic as Kafka spells them. Retention acts on whole segments, so these must be shorter. */
export const topicConfig = ({
  retentionMs,
  maxMessageBytes,
}: TopicSettings): Readonly<Record<string, string>> => ({
  'cleanup.policy': 'delete',
  'message.timestamp.type': 'LogAppendTime',
  'retention.ms': String(retentionMs),
  'segment.ms': String(Math.floor(retentionMs / 2)),
  'max.message.bytes': String(maxMessageBytes),
});

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
      configEntries: Object.entries(topicConfig(settings)).map(([name, value]) => ({ name, value })),
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
