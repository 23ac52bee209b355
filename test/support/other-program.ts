import { Kafka, logLevel } from 'kafkajs';

export { CompressionTypes, ConfigResourceTypes } from 'kafkajs';
export type { Admin, Message, ProducerConfig } from 'kafkajs';

/** A client that is no part of the mesh: what operators and other programs do to our topics. */
export const otherProgram = (brokers: readonly string[], clientId: string): Kafka =>
  new Kafka({ brokers: [...brokers], clientId, logLevel: logLevel.NOTHING });
