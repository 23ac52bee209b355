import type { Incoming } from '@ssbtek/messaging';
import type { FetchedMessage } from './fetch/batch';

/** A message as it was fetched, in the words of the port. */
export function toIncoming(topic: string, partition: number, message: FetchedMessage): Incoming {
  return {
    topic,
    partition,
    offset: BigInt(message.unreadableFrom ?? message.offset),
    key: message.key?.toString() ?? '',
    headers: message.headers,
    value: ownCopy(message.value ?? Buffer.alloc(0)),
    appendedAt: Number(message.timestamp),
    ...(message.unreadableFrom !== undefined && { unreadable: true }),
  };
}

/** Whose word the times of what was fetched are, by the newest: a topic's setting may have been another before. */
export const whoseTime = (messages: readonly FetchedMessage[]): FetchedMessage['timestampType'] =>
  messages.at(-1)?.timestampType ?? 'append';

/** Fetched values are windows on the whole response: one small message held for long would hold megabytes. */
const ownCopy = (value: Buffer): Uint8Array =>
  value.byteLength * 2 > value.buffer.byteLength ? value : new Uint8Array(value);
