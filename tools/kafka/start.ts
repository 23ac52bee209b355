import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from '../arguments.ts';
import { startDockerBroker } from './docker-broker.ts';
import { kafkaJars } from './jars.ts';
import { startLocalBroker, takesConnections, type LocalBroker } from './local-broker.ts';
import { findJava, hasDockerEngine, hasMaven, NoKafka, NOTHING_TO_RUN_KAFKA_WITH } from './programs.ts';

// `npm run kafka`: one node for local work. Data stays over a restart; SIGTERM and Ctrl-C end it cleanly.

argumentsOf('npm run kafka; SSBTEK_KAFKA_PORT is the port, 9092 unless it is set', {});

const CACHE_DIR = fileURLToPath(new URL('../../.cache/kafka', import.meta.url));
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

async function start(port: number): Promise<LocalBroker> {
  if (await takesConnections(port))
    throw new NoKafka(
      `Port ${port} is taken: is Kafka running already? SSBTEK_KAFKA_PORT chooses another one.`,
    );
  const java = await findJava();
  const jarsDir = java && (await kafkaJars(CACHE_DIR).catch((error: unknown) => noJars(error)));
  const dataDir = process.env['SSBTEK_KAFKA_DATA_DIR'] ?? join(CACHE_DIR, `data-${port}`);
  if (java && jarsDir) return startLocalBroker({ java, jarsDir, dataDir, port, abort: ending.signal });
  if (await hasDockerEngine()) return startDockerBroker(port, ending.signal);
  throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
}

/** Without Maven a container may still do; a Maven that fails is the thing to tell about. */
async function noJars(error: unknown): Promise<undefined> {
  if (await hasMaven()) throw error;
  return undefined;
}

const port = readPort();
const end = (): void => ending.abort();
process.on('SIGTERM', end).on('SIGINT', end);
try {
  const broker = await start(port);
  if (!ending.signal.aborted) console.log(`Kafka takes connections on ${broker.brokers}`);
  const exit = await broker.exited;
  if (!ending.signal.aborted) throw new Error(`Kafka ended by itself (${exit}):\n${broker.output()}`);
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(error instanceof Error ? error.message : 'Kafka could not be started');
    process.exit(CANNOT_START);
  }
}
