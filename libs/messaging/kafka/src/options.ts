import type { BusEvents, TopicSettings } from '@ssbtek/messaging';
import type { KafkaConnection } from './connection';
import type { KafkaDriver } from './driver';

/** Options of {@link kafkaBus}. */
export interface KafkaOptions extends KafkaConnection {
  /** The client library. */
  readonly driver: KafkaDriver;
  /** Makes missing topics at each connect; existing ones are left alone. Default true. */
  readonly ensureTopics?: boolean;
  /**
   * For topics that are made here. Default the brokers' own (`default.replication.factor`). 1 says that a single broker is
   * meant to be all there is.
   */
  readonly replicationFactor?: number;
  /** Settings of the topics; default those of the mesh. */
  readonly topics?: readonly TopicSettings[];
  /** Those that this process uses: they are looked at, and must be as they are here. Default all of {@link topics}. */
  readonly watchedTopics?: readonly TopicSettings[];
  /** Topic that takes the small message which reads the broker's clock. Default the reply topic. */
  readonly probeTopic?: string;
  /** This process writes nothing, and may not: no probe is sent, and the broker's clock is taken to be ours. Default false. */
  readonly readsOnly?: boolean;
  readonly events?: BusEvents;
}
