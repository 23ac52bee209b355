import type { Incoming, MessageBus } from '@ssbtek/messaging';
import { kafkaBus } from '@ssbtek/messaging-kafka';
import type { BusMaker } from './mesh';
import { readEverything } from './read-everything';
import { asText } from './recording';

/** A bus connection per role over a real Kafka. */
export function kafkaBuses(brokers: string): BusMaker & {
  messages(): Promise<readonly Incoming[]>;
  traffic(): Promise<readonly string[]>;
} {
  const connect = (clientId: string): MessageBus => kafkaBus({ brokers: brokers.split(','), clientId });
  const messages = (): Promise<readonly Incoming[]> => readEverything(connect('reader'));
  return {
    connect: (role) => Promise.resolve(connect(role)),
    stop: () => Promise.resolve(),
    messages,
    traffic: async () => (await messages()).map(asText),
  };
}
