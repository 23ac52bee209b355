import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { classesOf, freePort, startLocalBroker } from './local-broker.ts';
import { hasMaven, NoKafka, NOTHING_TO_RUN_KAFKA_WITH } from './programs.ts';
import { KAFKA_VERSION, LOG_CONFIG, POM } from './recipe.ts';

const run = promisify(execFile);

/**
 * The broker's jars, from Maven Central the first time and from `cacheDir` afterwards.
 * @param java what will run them
 * @returns the folder that holds them
 */
export async function kafkaJars(cacheDir: string, java: string): Promise<string> {
  const dir = join(cacheDir, `jars-${KAFKA_VERSION}`);
  if (existsSync(dir)) return dir;
  if (!(await hasMaven())) throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
  process.stderr.write(`Fetching Kafka ${KAFKA_VERSION} from Maven Central, once: about 130 MB.\n`);
  // Under its final name only when complete: several test runs may do this at the same time.
  const building = join(cacheDir, `building-${randomUUID()}`);
  await mkdir(join(building, 'jars'), { recursive: true });
  await writeFile(join(building, 'pom.xml'), POM);
  await writeFile(join(building, 'jars', 'log4j2.properties'), LOG_CONFIG);
  try {
    await run('mvn', [
      '-q',
      '-B',
      '-f',
      join(building, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(building, 'jars')}`,
    ]).catch((error: unknown) => {
      throw new NoKafka(`Maven could not fetch Kafka ${KAFKA_VERSION}: ${firstLine(error)}`);
    });
    const isOurs = await rename(join(building, 'jars'), dir).then(
      () => true,
      (error: unknown) => {
        if (!existsSync(dir)) throw error;
        return false;
      },
    );
    if (isOurs) await keepClasses(java, dir, building);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  process.stderr.write(`Kafka ${KAFKA_VERSION} is there.\n`);
  return dir;
}

/** Starts a broker once, for what it loads. A JVM that keeps no classes writes nothing. */
async function keepClasses(java: string, jarsDir: string, dataDir: string): Promise<void> {
  const file = join(dataDir, 'classes.jsa');
  // A run that is broken off must not leave a broker behind.
  const ending = new AbortController();
  const orphaned = (): void => ending.abort();
  process.once('exit', orphaned);
  const broker = await startLocalBroker({
    java,
    jarsDir,
    dataDir,
    port: await freePort(),
    keepClasses: file,
    abort: ending.signal,
  });
  await broker.stop();
  process.off('exit', orphaned);
  if (existsSync(file)) await rename(file, classesOf(jarsDir));
}

function firstLine(error: unknown): string {
  const { stdout, message } = error as { stdout?: string; message: string };
  return (stdout || message).split('\n').find((line) => line.trim() !== '') ?? 'no reason given';
}
