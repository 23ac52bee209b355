import type { Incoming, MessageBus } from '@ssbtek/messaging';
import { CLIENT, kafkaBus, type Client } from './kafka-client.ts';
import type { BusMaker } from './mesh';
import { readEverything } from './read-everything';
import { asText } from './recording';

/** A bus connection per role over a real Kafka, by the client library of that role. */
export function kafkaBuses(
  brokers: string,
  clientOf: (role: string) => Client = () => CLIENT,
): BusMaker & {
  messages(): Promise<readonly Incoming[]>;
  traffic(): Promise<readonly string[]>;
} {
  const connect = (clientId: string): MessageBus =>
    kafkaBus({ brokers: brokers.split(','), clientId }, clientOf(clientId));
  const messages = (): Promise<readonly Incoming[]> => readEverything(connect('reader'));
  return {
    connect: (role) => Promise.resolve(connect(role)),
    stop: () => Promise.resolve(),
    messages,
    traffic: async () => (await messages()).map(asText),
  };
}
