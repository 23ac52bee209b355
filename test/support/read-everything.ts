import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS, type Incoming, type MessageBus } from '@ssbtek/messaging';

const EACH_TOPIC_MS = 20_000;

/** Every message that the topics hold. Closes the connection. */
export async function readEverything(bus: MessageBus): Promise<readonly Incoming[]> {
  const seen: Incoming[] = [];
  for (const { name: topic } of TOPICS) {
    const partitions = await bus.partitions(topic);
    const caughtUp = new Set<number>();
    const consumption = await bus.consume({
      group: `reader-${randomUUID()}`,
      topic,
      maxInFlight: 1000,
      handler: (message) => Promise.resolve(void seen.push(message)),
      onPartition: ({ type, partition }) => type === 'caught-up' && caughtUp.add(partition),
    });
    const until = Date.now() + EACH_TOPIC_MS;
    while (caughtUp.size < partitions && Date.now() < until) await sleep(50);
    await consumption.stop();
    if (caughtUp.size < partitions) throw new Error(`${topic} could not be read to its end`);
  }
  await bus.close();
  return seen;
}
