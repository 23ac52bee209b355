import type { KafkaDriver } from '@ssbtek/messaging-kafka/driver';
import { PlatformaticAdmin } from './admin';
import { PlatformaticConsumer } from './consumer';
import { PlatformaticProducer } from './producer';

/** Kafka by @platformatic/kafka: its connections and protocol, without its stream. Needs brokers since Kafka 2.4. */
export const platformatic: KafkaDriver = {
  producer: (connection, manner) => new PlatformaticProducer(connection, manner),
  consumer: (connection, wanted, listener) => new PlatformaticConsumer(connection, wanted, listener),
  admin: (connection, manner) => new PlatformaticAdmin(connection, manner),
};
