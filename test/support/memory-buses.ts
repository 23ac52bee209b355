import type { Incoming } from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import { readEverything } from './read-everything';
import { asText, recording, type Recording } from './recording';

/** Bus connections over one broker in memory that remember what was done with them. */
export function memoryBuses(broker = new MemoryBroker()): Recording & {
  messages(): Promise<readonly Incoming[]>;
  traffic(): Promise<readonly string[]>;
} {
  const recorded = recording({
    connect: () => Promise.resolve(broker.bus()),
    stop: () => Promise.resolve(),
  });
  return {
    ...recorded,
    messages: () => readEverything(broker.bus()),
    traffic: () => Promise.resolve(recorded.sent.map(({ message }) => asText(message))),
  };
}
