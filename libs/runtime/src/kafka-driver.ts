import type { KafkaDriver } from '@ssbtek/messaging-kafka';

/** The libraries that can speak to Kafka. */
export const KAFKA_CLIENTS = ['kafkajs', 'platformatic'] as const;

/** One of them. */
export type KafkaClient = (typeof KAFKA_CLIENTS)[number];

/** Loads the library that is asked for and no other: each takes its time and memory. */
export async function kafkaDriver(client: KafkaClient): Promise<KafkaDriver> {
  if (client === 'platformatic') return (await import('@ssbtek/messaging-platformatic')).platformatic;
  return (await import('@ssbtek/messaging-kafkajs')).kafkajs;
}
