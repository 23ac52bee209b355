import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '@ssbtek/audit';
import { AUDIT_GROUP_PREFIX, AUDIT_TOPIC, auditLines, type MessageBus } from '@ssbtek/messaging';

/** Takes each record as it stands, in the order of its partition. */
export type TakeLine = (line: string, place: Place) => void;

const CONNECT_MS = 20_000;
/** Reading that makes no progress for so long is given up, ms. */
const STALL_MS = 60_000;
const LOOK_EVERY_MS = 50;
const MAX_IN_FLIGHT = 1000;

/** The trail could not be read to its end; nothing is known of it then. */
export class TrailUnreadable extends Error {}

/** Reads a file of exported records. */
export async function readFileLines(path: string, take: TakeLine): Promise<void> {
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
      take(text, { line: (line += 1) });
  } catch {
    throw new TrailUnreadable('the file is not there or cannot be read');
  }
}

/** Reads the topic from its beginning to where it ends when reading starts. Leaves nothing behind. */
export async function readTopic(bus: MessageBus, take: TakeLine): Promise<void> {
  const partitions = await Promise.race([
    bus.partitions(AUDIT_TOPIC),
    sleep(CONNECT_MS, undefined, { ref: false }),
  ]);
  if (partitions === undefined)
    throw new TrailUnreadable('Kafka cannot be reached, has no such topic, or does not let this user see it');
  const done = new Set<number>();
  let progressAt = performance.now();
  const consumption = await bus.consume({
    group: AUDIT_GROUP_PREFIX + randomBytes(8).toString('hex'),
    topic: AUDIT_TOPIC,
    maxInFlight: MAX_IN_FLIGHT,
    commit: false,
    async handler({ partition, offset, value }) {
      progressAt = performance.now();
      auditLines(value).forEach((line, i) => take(line, { partition, offset: String(offset), line: i + 1 }));
    },
    onPartition: ({ type, partition }) => {
      if (type === 'caught-up') done.add(partition);
    },
  });
  while (done.size < partitions && performance.now() - progressAt < STALL_MS) await sleep(LOOK_EVERY_MS);
  await consumption.stop();
  if (done.size < partitions) throw new TrailUnreadable('the topic could not be read to its end');
}
