import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { takesConnections, type LocalBroker } from './local-broker.ts';
import { KAFKA_IMAGE, nodeEnvironment } from './recipe.ts';

const PORT_INSIDE = 9092;
const CONTROLLER_PORT_INSIDE = 9093;
const DATA_DIR_INSIDE = '/var/lib/kafka/data';

/** The same broker from its image, for machines with an engine and without Java. Data stays in a named volume. */
export async function startDockerBroker(port: number, abort: AbortSignal): Promise<LocalBroker> {
  const child = spawn('docker', runArguments(port), { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  abort.addEventListener('abort', () => child.kill('SIGTERM'));
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  let ended = false;
  const exited = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  void exited.then(() => (ended = true));
  while (!(await takesConnections(port))) {
    if (ended) throw new Error(`Kafka ended at its start:\n${output}`);
    await sleep(200);
  }
  return {
    brokers: `127.0.0.1:${port}`,
    pid: child.pid,
    exited,
    output: () => output,
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function runArguments(port: number): string[] {
  const environment = nodeEnvironment({
    bind: '0.0.0.0',
    port: PORT_INSIDE,
    controllerPort: CONTROLLER_PORT_INSIDE,
    advertised: `127.0.0.1:${port}`,
    dataDir: DATA_DIR_INSIDE,
  });
  const name = `ssbtek-kafka-${port}`;
  const variables = Object.entries(environment).flatMap(([variable, value]) => [
    '-e',
    `${variable}=${value}`,
  ]);
  const published = `127.0.0.1:${port}:${PORT_INSIDE}`;
  return [
    'run',
    '--rm',
    '--name',
    name,
    '-p',
    published,
    '-v',
    `${name}:${DATA_DIR_INSIDE}`,
    ...variables,
    KAFKA_IMAGE,
  ];
}
