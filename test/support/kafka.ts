import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kafkaJars } from '../../tools/kafka/jars.ts';
import { freePort, startLocalBroker, type LocalBroker } from '../../tools/kafka/local-broker.ts';
import { findJava, hasDockerEngine, NoKafka, NOTHING_TO_RUN_KAFKA_WITH } from '../../tools/kafka/programs.ts';

const CACHE_DIR = fileURLToPath(new URL('../../.cache/kafka', import.meta.url));

/** A real one-node Kafka for tests. Its address stays the same over every fault. */
export interface TestKafka {
  readonly brokers: string;
  /** Ends it at once, as a crash does; data stays. */
  kill(): Promise<void>;
  /** Ends it at once; data is lost: {@link start} makes an empty one. */
  lose(): Promise<void>;
  /** Starts it again after {@link kill} or {@link lose}. */
  start(): Promise<void>;
  /** Stops answering without closing a connection. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a Kafka: a container where a Docker engine answers, else Java with the jars from Maven Central.
 * @throws NoKafka where neither can be had: a test that needs Kafka is never skipped
 */
export async function startKafka(): Promise<TestKafka> {
  if (await hasDockerEngine()) {
    // Only here: loading testcontainers takes longer than anything else in this file.
    const { startContainer } = await import('./kafka-container.ts');
    return startContainer(await freePort());
  }
  const java = await findJava();
  if (!java) throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
  return startByHand(java, await kafkaJars(CACHE_DIR));
}

/**
 * Starts a Kafka that demands TLS client certificates and allows nobody but super users anything, by the certificates
 * of this folder (`ca.pem`, `broker.pem`). Always with Java: the container image wants its stores in another form.
 * @throws NoKafka without Java and Maven
 */
export async function startSecuredKafka(certificates: string): Promise<TestKafka> {
  const java = await findJava();
  if (!java) throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
  return startByHand(java, await kafkaJars(CACHE_DIR), certificates);
}

async function startByHand(java: string, jarsDir: string, certificates?: string): Promise<TestKafka> {
  const dataDir = join(tmpdir(), `ssbtek-kafka-${randomUUID()}`);
  const secured = certificates !== undefined && { certificates };
  const options = { java, jarsDir, dataDir, port: await freePort(), ...secured };
  let broker: LocalBroker = await startLocalBroker(options);
  // A run that is broken off must not leave a broker behind.
  const orphaned = (): void => broker.signal('SIGKILL');
  process.once('exit', orphaned);
  const endWith = async (signal: NodeJS.Signals): Promise<void> => {
    broker.signal(signal);
    await broker.exited;
  };
  return {
    brokers: broker.brokers,
    kill: () => endWith('SIGKILL'),
    async lose() {
      await endWith('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
    async start() {
      broker = await startLocalBroker(options);
    },
    pause: () => Promise.resolve(broker.signal('SIGSTOP')),
    resume: () => Promise.resolve(broker.signal('SIGCONT')),
    async stop() {
      process.off('exit', orphaned);
      await endWith('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
