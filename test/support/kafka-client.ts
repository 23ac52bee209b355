import type { MessageBus } from '@ssbtek/messaging';
import { kafkaBus as makeKafkaBus, type KafkaOptions } from '@ssbtek/messaging-kafka';
import { kafkajs } from '@ssbtek/messaging-kafkajs';
import { platformatic } from '@ssbtek/messaging-platformatic';

/** The client libraries, by the setting's word for each. */
export const DRIVERS = { kafkajs, platformatic } as const;

/** Both, for `describe.each`. */
export const CLIENTS = ['kafkajs', 'platformatic'] as const;
export type Client = (typeof CLIENTS)[number];

/** The one that tests of everything else use: that of `SSBTEK_KAFKA_CLIENT`, as processes do. */
export const CLIENT: Client = CLIENTS.find((one) => one === process.env['SSBTEK_KAFKA_CLIENT']) ?? 'kafkajs';

/** A bus over Kafka as the mesh has it. */
export const kafkaBus = (options: Omit<KafkaOptions, 'driver'>, client: Client = CLIENT): MessageBus =>
  makeKafkaBus({ ...options, driver: DRIVERS[client] });
