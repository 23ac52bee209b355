import { randomUUID } from 'node:crypto';
import { TOPICS, type Incoming, type MessageBus } from '@ssbtek/messaging';
import { kafkaBus } from '@ssbtek/messaging-kafka';
import type { BusMaker } from './mesh';
import { asText } from './memory-buses';

/** A bus connection per role over a real Kafka. */
export function kafkaBuses(brokers: string): BusMaker & { traffic(): Promise<readonly string[]> } {
  const connect = (clientId: string): MessageBus => kafkaBus({ brokers: brokers.split(','), clientId });
  return {
    connect: (role) => Promise.resolve(connect(role)),
    stop: () => Promise.resolve(),
    traffic: () => readEverything(connect('reader')),
  };
}

/** Every message that the topics hold, as a reader without keys sees it. */
async function readEverything(bus: MessageBus): Promise<readonly string[]> {
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
    const until = Date.now() + 20_000;
    while (caughtUp.size < partitions && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await consumption.stop();
    if (caughtUp.size < partitions) throw new Error(`${topic} could not be read to its end`);
  }
  await bus.close();
  return seen.map(asText);
}
