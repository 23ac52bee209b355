/**
 * What a worker's messages cost by each client library: CPU of a process that reads questions and writes a reply to each,
 * the libraries in turn. The questions come from a process of their own. Run by run.ts.
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { MessageBus, TopicSettings } from '@ssbtek/messaging';
import { CLIENTS, kafkaBus, type Client } from '../../support/kafka-client.ts';
import { argumentsOf } from '../../../tools/arguments.ts';

/** How questions come: so many at once, every so many ms, so many in all. */
const LOADS = {
  'one by one, 120/s': { at: 1, everyMs: 1000 / 120, count: 1200 },
  'batches of 40, 120/s': { at: 40, everyMs: 40 * (1000 / 120), count: 1200 },
  'batches of 40, as fast as they go': { at: 40, everyMs: 0, count: 6000 },
} as const;
type Load = keyof typeof LOADS;

const QUESTION_BYTES = 700;
const REPLY_BYTES = 5000;
const settings = (name: string): TopicSettings => ({
  name,
  description: 'for this measurement',
  partitions: 12,
  retentionMs: 600_000,
  maxMessageBytes: 1_000_000,
  writers: [],
  readers: [],
});
const HEADERS = { ce_specversion: '1.0', ce_id: randomUUID(), ce_source: '/bench', ce_type: 'bench.v1' };
const message = (topic: string, bytes: number) => ({
  topic,
  key: randomUUID(),
  headers: {
    ...HEADERS,
    ssbtek_budget: '20000',
    ssbtek_agencies: 'af,csn,fk',
    ssbtek_askedat: '1790000000000',
  },
  value: Buffer.alloc(bytes, 'x'),
});

async function connect(
  broker: string,
  client: Client,
  topics: readonly TopicSettings[],
): Promise<MessageBus> {
  const probe = settings('compare.probe');
  const options = { brokers: [broker], clientId: 'compare', replicationFactor: 1, probeTopic: probe.name };
  const bus = kafkaBus({ ...options, topics: [...topics, probe] }, client);
  while (!bus.connected()) await new Promise((resolve) => setTimeout(resolve, 20));
  return bus;
}

/** Writes questions when it is told to: `[load]`. */
async function ask(broker: string, topic: string): Promise<void> {
  const bus = await connect(broker, 'kafkajs', [settings(topic)]);
  process.on('message', (load: Load) => {
    void (async () => {
      const { at, everyMs, count } = LOADS[load];
      const began = performance.now();
      for (let sent = 0; sent < count; sent += at) {
        const due = began + (sent / at) * everyMs - performance.now();
        if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
        const sending = bus.publish(
          Array.from({ length: at }, () => message(topic, QUESTION_BYTES)),
          30_000,
        );
        if (everyMs === 0 || sent + at >= count) await sending;
      }
    })();
  });
  process.once('disconnect', () => void bus.close());
  process.send?.('ready');
}

/** CPU of this process per question and its reply, µs. */
async function measure(broker: string, client: Client, load: Load): Promise<number> {
  const [asked, replied] = [`compare.${randomUUID()}`, `compare.${randomUUID()}`];
  const bus = await connect(broker, client, [settings(asked), settings(replied)]);
  const { count } = LOADS[load];
  const done = Promise.withResolvers<void>();
  let handled = 0;
  const handler = async (): Promise<void> => {
    await bus.publish([message(replied, REPLY_BYTES)]);
    if ((handled += 1) === count) done.resolve();
  };
  const consumption = await bus.consume({ topic: asked, group: asked, maxInFlight: 200, handler });
  while (!consumption.ready()) await new Promise((resolve) => setTimeout(resolve, 20));
  const child = fork(import.meta.filename, [broker, '0', asked], { execArgv: process.execArgv });
  await once(child, 'message');
  const before = process.cpuUsage();
  child.send(load);
  await done.promise;
  const { user, system } = process.cpuUsage(before);
  child.disconnect();
  await consumption.stop();
  await bus.close();
  return (user + system) / count;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function compare(broker: string, rounds: number): Promise<void> {
  for (const load of Object.keys(LOADS) as Load[]) {
    const costs = new Map<Client, number[]>(CLIENTS.map((client) => [client, []]));
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const client of round % 2 === 0 ? CLIENTS : CLIENTS.toReversed()) {
        const cost = await measure(broker, client, load);
        if (round > 0) costs.get(client)?.push(cost);
      }
    const [one = NaN, other = NaN] = CLIENTS.map((client) => median(costs.get(client) ?? []));
    console.log(
      `${load}: ${CLIENTS[0]} ${one.toFixed(0)} µs, ${CLIENTS[1]} ${other.toFixed(0)} µs, ratio ${(other / one).toFixed(2)}`,
    );
  }
}

// What people type has been read by run.ts; a third argument is given by this file alone.
const [broker = '127.0.0.1:9092', rounds = '5', topic] = argumentsOf('', {}, 3).positionals;
await (topic === undefined ? compare(broker, Number(rounds)) : ask(broker, topic));
