import { ConfigResourceTypes, type Admin } from 'kafkajs';
import type { DriverManner, KafkaAdmin, KafkaConnection, NewTopic } from '@ssbtek/messaging-kafka/driver';
import { FAIL_SOON, kafkaClient } from './client';
import { told } from './errors';

/** An admin client of kafkajs. */
export class KafkajsAdmin implements KafkaAdmin {
  private readonly admin: Admin;

  constructor(connection: KafkaConnection, manner: DriverManner) {
    this.admin = kafkaClient(connection, { ...manner, retry: FAIL_SOON }).admin();
  }

  connect(): Promise<void> {
    return told(this.admin.connect());
  }

  async brokers(): Promise<number> {
    const { brokers } = await told(this.admin.describeCluster());
    return brokers.length;
  }

  async topics(): Promise<ReadonlyMap<string, readonly number[]>> {
    // All at once: a topic that is asked for by name may be made by that.
    const { topics } = await told(this.admin.fetchTopicMetadata());
    return new Map(
      topics.map(({ name, partitions }) => [name, partitions.map(({ replicas }) => replicas.length)]),
    );
  }

  async partitions(topic: string): Promise<number | undefined> {
    const { topics } = await told(this.admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]?.partitions.length;
  }

  async create(topics: readonly NewTopic[], timeoutMs: number): Promise<void> {
    await told(
      this.admin.createTopics({
        timeout: timeoutMs,
        // kafkajs' own waiting gives up at the first broker that has not heard of the topic yet.
        waitForLeaders: false,
        topics: topics.map(({ name, partitions, replicationFactor, config }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor,
          configEntries: Object.entries(config).map(([setting, value]) => ({ name: setting, value })),
        })),
      }),
    );
  }

  async led(topic: string): Promise<void> {
    await told(this.admin.fetchTopicOffsets(topic));
  }

  async config(topic: string, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const wanted = { type: ConfigResourceTypes.TOPIC, name: topic, configNames: [...names] };
    const answer = this.admin.describeConfigs({ includeSynonyms: false, resources: [wanted] });
    const { resources } = await told(answer);
    const entries = resources.flatMap(({ configEntries }) => configEntries);
    return Object.fromEntries(entries.map((one) => [one.configName, one.configValue]));
  }

  close(): Promise<void> {
    return told(this.admin.disconnect());
  }
}
