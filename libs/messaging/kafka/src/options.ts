import type { BusEvents, TopicSettings } from '@ssbtek/messaging';
import type { TlsTexts } from '@ssbtek/tls';

/** How this process reaches Kafka. */
export interface KafkaConnection {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Names this process in the brokers' logs and quotas. */
  readonly clientId: string;
  /** TLS towards the brokers, by the certificates of each moment; absent: plain text. */
  readonly tls?: BrokerTls;
}

/** Certificates towards the brokers: each new connection uses what is in force then. Closed with the bus. */
export interface BrokerTls {
  current(): TlsTexts;
  close(): void;
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
