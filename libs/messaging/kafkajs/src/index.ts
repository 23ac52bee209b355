import type { KafkaDriver } from '@ssbtek/messaging-kafka/driver';
import { KafkajsAdmin } from './admin';
import { KafkajsConsumer } from './consumer';
import { KafkajsProducer } from './producer';

/** Kafka by kafkajs. */
export const kafkajs: KafkaDriver = {
  producer: (connection, manner) => new KafkajsProducer(connection, manner),
  consumer: (connection, wanted, listener) => new KafkajsConsumer(connection, wanted, listener),
  admin: (connection, manner) => new KafkajsAdmin(connection, manner),
};
