import type { MessageBus, Outgoing } from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import type { BusMaker } from './mesh';

/** Bus connections over one broker in memory that remember what was published. */
export function memoryBuses(
  broker = new MemoryBroker(),
): BusMaker & { traffic(): Promise<readonly string[]> } {
  const published: Outgoing[] = [];
  return {
    connect: () => Promise.resolve(remembering(broker.bus(), published)),
    stop: () => Promise.resolve(),
    traffic: () => Promise.resolve(published.map(asText)),
  };
}

/** Everything of a message that a reader without keys can see. */
export const asText = ({
  topic,
  key,
  headers,
  value,
}: Pick<Outgoing, 'topic' | 'key' | 'headers' | 'value'>): string =>
  [
    topic,
    key,
    JSON.stringify(headers),
    Buffer.from(value).toString('latin1'),
    Buffer.from(value).toString('utf8'),
  ].join('\n');

function remembering(bus: MessageBus, published: Outgoing[]): MessageBus {
  return {
    clock: bus.clock,
    connected: () => bus.connected(),
    partitions: (topic) => bus.partitions(topic),
    publish(messages, timeoutMs) {
      published.push(...messages);
      return bus.publish(messages, timeoutMs);
    },
    consume: (options) => bus.consume(options),
    close: () => bus.close(),
  };
}
