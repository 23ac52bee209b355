import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MIN_JAVA = 17;

/** What is needed cannot be had here; the message says what to install. */
export class NoKafka extends Error {
  override readonly name = 'NoKafka';
}

/** The java program, when it is new enough for the broker. */
export async function findJava(): Promise<string | undefined> {
  const home = process.env['JAVA_HOME'];
  for (const java of [...(home ? [join(home, 'bin', 'java')] : []), 'java']) {
    const version = await run(java, ['-version']).then(
      ({ stderr }) => /version "(\d+)/.exec(stderr)?.[1],
      () => undefined,
    );
    if (Number(version) >= MIN_JAVA) return java;
  }
  return undefined;
}

/** True when Maven can be run. */
export const hasMaven = (): Promise<boolean> => succeeds('mvn', ['-version']);

/** True when a container engine answers; the client alone is of no use. */
export const hasDockerEngine = (): Promise<boolean> =>
  succeeds('docker', ['version', '--format', '{{.Server.Version}}']);

/** The one sentence for people who have none of them. */
export const NOTHING_TO_RUN_KAFKA_WITH = `Kafka needs Java ${MIN_JAVA} or newer and Maven, or a running Docker engine; none of them is here.`;

const succeeds = (program: string, args: string[]): Promise<boolean> =>
  run(program, args, { timeout: 15_000 }).then(
    () => true,
    () => false,
  );
