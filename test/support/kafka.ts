import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { kafkaJars } from '../../tools/kafka/jars.ts';
import {
  freePort,
  startLocalBroker,
  type LocalBroker,
  type LocalBrokerOptions,
} from '../../tools/kafka/local-broker.ts';
import { findJava, hasDockerEngine, NoKafka, NOTHING_TO_RUN_KAFKA_WITH } from '../../tools/kafka/programs.ts';
import { adminTls, untilUsable, type AdminAccess } from './kafka-admin.ts';
import type { TestKafka } from './test-kafka.ts';

export type { TestKafka };

const CACHE_DIR = fileURLToPath(new URL('../../.cache/kafka', import.meta.url));

/**
 * Starts a Kafka: a container where a Docker engine answers, else Java with the jars from Maven Central. One that `lasts`
 * for minutes of load is worth the time that a JVM takes to compile it well.
 * @throws NoKafka where neither can be had: a test that needs Kafka is never skipped
 */
export async function startKafka(how: Pick<LocalBrokerOptions, 'lasts'> = {}): Promise<TestKafka> {
  if (await hasDockerEngine()) {
    // Only here: loading testcontainers takes longer than anything else in this file.
    const { startContainer } = await import('./kafka-container.ts');
    return startContainer(await freePort());
  }
  const java = await findJava();
  if (!java) throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
  return startByHand(java, await kafkaJars(CACHE_DIR, java), how);
}

/**
 * Starts a Kafka that demands TLS client certificates and allows nobody but super users anything, by the certificates
 * of this folder (`ca.pem`, `broker.pem`). With `users` they log in by SASL, and certificates are no must; the first of
 * them is a super user. Always with Java: the container image wants its stores in another form.
 * @throws NoKafka without Java and Maven
 */
export async function startSecuredKafka(
  certificates: string,
  users?: Readonly<Record<string, string>>,
): Promise<TestKafka> {
  const java = await findJava();
  if (!java) throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
  return startByHand(java, await kafkaJars(CACHE_DIR, java), {
    certificates,
    ...(users && { users }),
  });
}

type How = Pick<LocalBrokerOptions, 'certificates' | 'users' | 'lasts'>;

/** Of its super user: the first that logs in, else the administrator's certificate. */
function accessTo({ certificates, users }: How): Omit<AdminAccess, 'brokers'> {
  if (certificates === undefined) return {};
  const [login] = Object.entries(users ?? {});
  const ca = readFileSync(join(certificates, 'ca.pem'), 'utf8');
  if (!login) return { ssl: { ...adminTls(), ca } };
  const [username, password] = login;
  return { ssl: { ca }, sasl: { mechanism: 'plain', username, password } };
}

/** A signal is on its way for a moment, and a busy machine has threads of the process that still run. */
async function untilStopped(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`) && !isStopped(pid)) await sleep(10);
}

function isStopped(pid: number): boolean {
  const threads = `/proc/${pid}/task`;
  try {
    return readdirSync(threads).every((one) =>
      / T /.test(readFileSync(join(threads, one, 'stat'), 'utf8').replace(/^.*\)/, '')),
    );
  } catch {
    // A thread has ended meanwhile.
    return false;
  }
}

async function startByHand(java: string, jarsDir: string, how: How): Promise<TestKafka> {
  const dataDir = join(tmpdir(), `ssbtek-kafka-${randomUUID()}`);
  const options = { java, jarsDir, dataDir, port: await freePort(), ...how };
  let broker: LocalBroker = await startLocalBroker(options);
  await untilUsable({ brokers: [broker.brokers], ...accessTo(how) });
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
    async pause() {
      broker.signal('SIGSTOP');
      await untilStopped(broker.pid ?? 0);
    },
    resume: () => Promise.resolve(broker.signal('SIGCONT')),
    async stop() {
      process.off('exit', orphaned);
      await endWith('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
