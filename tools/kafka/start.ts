import { join } from 'node:path';
import { argumentsOf } from '../arguments.ts';
import { KAFKA_CACHE, startBroker } from './broker.ts';
import { takesConnections } from './local-broker.ts';
import { NoKafka } from './programs.ts';

// `npm run kafka`: one node for local work. Data stays over a restart; SIGTERM and Ctrl-C end it cleanly.

argumentsOf('npm run kafka; SSBTEK_KAFKA_PORT is the port, 9092 unless it is set', {});

const CANNOT_START = 1;
const ending = new AbortController();
const BAD_SETTING = 78;

function readPort(): number {
  const text = process.env['SSBTEK_KAFKA_PORT'] ?? '9092';
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  console.error(`SSBTEK_KAFKA_PORT must be a port number, not "${text}".`);
  process.exit(BAD_SETTING);
}

const port = readPort();
const dataDir = process.env['SSBTEK_KAFKA_DATA_DIR'] ?? join(KAFKA_CACHE, `data-${port}`);
const end = (): void => ending.abort();
process.on('SIGTERM', end).on('SIGINT', end);
try {
  if (await takesConnections(port))
    throw new NoKafka(
      `Port ${port} is taken: is Kafka running already? SSBTEK_KAFKA_PORT chooses another one.`,
    );
  const broker = await startBroker(port, dataDir, ending.signal);
  if (!ending.signal.aborted) console.log(`Kafka takes connections on ${broker.brokers}`);
  const exit = await broker.exited;
  if (!ending.signal.aborted) throw new Error(`Kafka ended by itself (${exit}):\n${broker.output()}`);
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(error instanceof Error ? error.message : 'Kafka could not be started');
    process.exit(CANNOT_START);
  }
}
