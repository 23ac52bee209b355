import type { KafkaMessage } from 'kafkajs';
import type { Incoming } from '@ssbtek/messaging';

/** A message as kafkajs gives it, in the words of the port. Of a header that comes twice the first counts. */
export function toIncoming(topic: string, partition: number, message: KafkaMessage): Incoming {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const [first] = Array.isArray(value) ? value : [value];
    headers[name] = first?.toString() ?? '';
  }
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    headers,
    value: ownCopy(message.value ?? Buffer.alloc(0)),
    appendedAt: Number(message.timestamp),
  };
}

/** kafkajs' values are windows on the whole response: one small message held for long would hold megabytes. */
const ownCopy = (value: Buffer): Uint8Array =>
  value.byteLength * 2 > value.buffer.byteLength ? value : new Uint8Array(value);
