import type { ConnectionOptions } from 'node:tls';
import type { SASLOptions } from 'kafkajs';
import type { BusEvents, TopicSettings } from '@ssbtek/messaging';

/** How this process reaches Kafka. */
export interface KafkaConnection {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Names this process in the brokers' logs and quotas. */
  readonly clientId: string;
  /** TLS towards the brokers; absent or false: plain text. */
  readonly ssl?: ConnectionOptions | boolean;
  readonly sasl?: SASLOptions;
}

/** Options of {@link kafkaBus}. */
export interface KafkaOptions extends KafkaConnection {
  /** Makes missing topics at each connect; existing ones are left alone. Default true. */
  readonly ensureTopics?: boolean;
  /** For topics that are made here. Default 1: one broker, local work. */
  readonly replicationFactor?: number;
  /** Settings of the topics; default those of the mesh. */
  readonly topics?: readonly TopicSettings[];
  /** Topic that takes the small message which reads the broker's clock. Default the reply topic. */
  readonly probeTopic?: string;
  readonly events?: BusEvents;
}
