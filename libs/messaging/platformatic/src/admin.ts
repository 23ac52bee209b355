import { ConfigResourceTypes, createTopicsV5, describeConfigsV2 } from '@platformatic/kafka';
import {
  KafkaTrouble,
  type DriverManner,
  type KafkaAdmin,
  type KafkaConnection,
  type NewTopic,
} from '@ssbtek/messaging-kafka/driver';
import { Cluster, codeOf } from './cluster';
import { offsetsAt } from './offsets';

const REQUEST_TIMEOUT_MS = 6000;
/** Of the things that have settings. */
const TOPIC = ConfigResourceTypes.TOPIC;

/** Looks things up, over connections of its own. */
export class PlatformaticAdmin implements KafkaAdmin {
  private readonly cluster: Cluster;

  constructor(connection: KafkaConnection, manner: DriverManner) {
    this.cluster = new Cluster(connection, { ...manner, requestTimeoutMs: REQUEST_TIMEOUT_MS });
  }

  connect(): Promise<void> {
    return this.cluster.connect();
  }

  async brokers(): Promise<number> {
    await this.cluster.everyTopic();
    return this.cluster.size;
  }

  async topics(): Promise<ReadonlyMap<string, readonly number[]>> {
    return new Map([...(await this.cluster.everyTopic())].map(([name, { replicas }]) => [name, replicas]));
  }

  async partitions(topic: string): Promise<number | undefined> {
    return (await this.cluster.topic(topic)).leaders.length;
  }

  async create(topics: readonly NewTopic[], timeoutMs: number): Promise<void> {
    const wanted = topics.map(({ name, partitions, replicationFactor, config }) => ({
      name,
      numPartitions: partitions,
      replicationFactor,
      assignments: [],
      configs: Object.entries(config).map(([setting, value]) => ({ name: setting, value })),
    }));
    await this.cluster.everyTopic();
    const controller = this.cluster.controllerNode();
    const made = await controller.askForEach(createTopicsV5.api, wanted, timeoutMs, false);
    const codes = made.topics.map(({ errorCode }) => codeOf(errorCode) ?? 'TOPIC_ALREADY_EXISTS');
    const refused = codes.find((code) => code !== 'TOPIC_ALREADY_EXISTS');
    if (refused !== undefined) throw new KafkaTrouble(refused, false);
  }

  async led(topic: string): Promise<void> {
    const { leaders } = await this.cluster.topic(topic);
    await offsetsAt(this.cluster, topic, [...leaders.keys()], 'high');
  }

  async config(topic: string, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const wanted = [{ resourceType: TOPIC, resourceName: topic, configurationKeys: [...names] }];
    if (this.cluster.size === 0) await this.cluster.everyTopic();
    const answer = await this.cluster.controllerNode().ask(describeConfigsV2.api, wanted, false, false);
    const configs = answer.results.flatMap((result) => result.configs);
    return Object.fromEntries(configs.map(({ name, value }) => [name, value ?? '']));
  }

  close(): Promise<void> {
    this.cluster.close();
    return Promise.resolve();
  }
}
