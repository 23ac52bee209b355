import { RecordBatch, type OutgoingRecord } from './record-batch';

/** Records for one partition. */
export interface ForPartition {
  readonly partition: number;
  readonly messages: readonly OutgoingRecord[];
}

/** What a produce request asks for. */
export interface ProduceBody {
  /** -1: of all in-sync replicas. */
  readonly acks: number;
  /** For the acknowledgements, ms. */
  readonly timeout: number;
  readonly topicData: readonly { readonly topic: string; readonly partitions: readonly ForPartition[] }[];
}

/** Writes the body of a produce request of version 3 to 7, in one pass into one buffer: no transaction, nothing packed. */
export function produceBody({ acks, timeout, topicData }: ProduceBody, now = Date.now()): Buffer {
  const topics = topicData.map(({ topic, partitions }) => ({
    topic,
    name: Buffer.from(topic),
    batches: partitions.map(({ partition, messages }) => ({
      partition,
      batch: new RecordBatch(messages, now),
    })),
  }));
  const size = topics.reduce(
    (sum, { name, batches }) =>
      batches.reduce((inner, { batch }) => inner + 8 + batch.bytes, sum + 2 + name.length + 4),
    12,
  );
  const body = Buffer.allocUnsafe(size);
  // No transaction.
  let at = body.writeInt16BE(-1, 0);
  at = body.writeInt16BE(acks, at);
  at = body.writeInt32BE(timeout, at);
  at = body.writeInt32BE(topics.length, at);
  for (const { name, batches } of topics) {
    at = body.writeInt16BE(name.length, at);
    body.set(name, at);
    at = body.writeInt32BE(batches.length, at + name.length);
    for (const { partition, batch } of batches) {
      at = body.writeInt32BE(partition, at);
      at = body.writeInt32BE(batch.bytes, at);
      at = batch.write(body, at);
    }
  }
  return body;
}
