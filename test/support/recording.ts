import type { MessageBus, Outgoing } from '@ssbtek/messaging';
import type { BusMaker } from './mesh';

/** A message as it stands on the bus: written or read. */
export type Message = Pick<Outgoing, 'topic' | 'key' | 'headers' | 'value'>;

/** Bus connections that remember what each role did with them. */
export interface Recording extends BusMaker {
  readonly sent: readonly { readonly role: string; readonly message: Outgoing }[];
  readonly readings: readonly { readonly role: string; readonly topic: string; readonly group: string }[];
}

/** Remembers what is done over the connections of another maker. */
export function recording(buses: BusMaker): Recording {
  const sent: Recording['sent'][number][] = [];
  const readings: Recording['readings'][number][] = [];
  const remembering = (role: string, bus: MessageBus): MessageBus => ({
    clock: bus.clock,
    connected: () => bus.connected(),
    partitions: (topic) => bus.partitions(topic),
    publish(messages, timeoutMs) {
      sent.push(...messages.map((message) => ({ role, message })));
      return bus.publish(messages, timeoutMs);
    },
    consume(options) {
      readings.push({ role, topic: options.topic, group: options.group });
      return bus.consume(options);
    },
    close: () => bus.close(),
  });
  return {
    sent,
    readings,
    connect: async (role) => remembering(role, await buses.connect(role)),
    stop: () => buses.stop(),
  };
}

/** Everything of a message that a reader without keys can see. */
export const asText = ({ topic, key, headers, value }: Message): string =>
  [
    topic,
    key,
    JSON.stringify(headers),
    Buffer.from(value).toString('latin1'),
    Buffer.from(value).toString('utf8'),
  ].join('\n');
