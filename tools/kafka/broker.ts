import { fileURLToPath } from 'node:url';
import { startDockerBroker } from './docker-broker.ts';
import { kafkaJars } from './jars.ts';
import { startLocalBroker, type LocalBroker } from './local-broker.ts';
import { findJava, hasDockerEngine, hasMaven, NoKafka, NOTHING_TO_RUN_KAFKA_WITH } from './programs.ts';

/** Where programs and data of local brokers are kept. */
export const KAFKA_CACHE = fileURLToPath(new URL('../../.cache/kafka', import.meta.url));

/**
 * One node for local work: by Java, else by Docker.
 * @throws NoKafka where neither can be had
 */
export async function startBroker(port: number, dataDir: string, abort: AbortSignal): Promise<LocalBroker> {
  const java = await findJava();
  const jarsDir = java && (await kafkaJars(KAFKA_CACHE, java).catch((error: unknown) => noJars(error)));
  if (java && jarsDir) return startLocalBroker({ java, jarsDir, dataDir, port, abort, lasts: true });
  if (await hasDockerEngine()) return startDockerBroker(port, abort);
  throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
}

/** Without Maven a container may still do; a Maven that fails is the thing to tell about. */
async function noJars(error: unknown): Promise<undefined> {
  if (await hasMaven()) throw error;
  return undefined;
}
