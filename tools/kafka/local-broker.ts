import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { nodeProperties } from './recipe.ts';

const run = promisify(execFile);
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 120_000;
const KEPT_OUTPUT = 4000;

/** A one-node Kafka as a child process. */
export interface LocalBroker {
  /** `host:port` for clients. */
  readonly brokers: string;
  readonly pid: number | undefined;
  /** Resolves with the exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
  /** What the broker last wrote, for messages about a failed start. */
  output(): string;
  signal(signal: NodeJS.Signals): void;
  /** Ends the broker cleanly. */
  stop(): Promise<void>;
}

/** What a local broker is started with. */
export interface LocalBrokerOptions {
  readonly java: string;
  readonly jarsDir: string;
  readonly dataDir: string;
  readonly port: number;
  /** Folder with `ca.pem` and `broker.pem`, for a broker that demands client certificates and enforces permissions. */
  readonly certificates?: string;
  /** Users that log in by SASL, and their passwords. */
  readonly users?: Readonly<Record<string, string>>;
  /** Ends the broker, also while it is still starting. */
  readonly abort?: AbortSignal;
}

/** A port nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** True when something takes connections there. */
export function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const end = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', end(true)).once('error', end(false));
  });
}

/** Starts a broker and waits until it takes connections. Its data folder is formatted the first time. */
export async function startLocalBroker(options: LocalBrokerOptions): Promise<LocalBroker> {
  const { java, jarsDir, dataDir, port, certificates, users } = options;
  await mkdir(dataDir, { recursive: true });
  const config = join(dataDir, 'server.properties');
  const classPath = ['-cp', `${jarsDir}:${join(jarsDir, '*')}`];
  const properties = nodeProperties({
    bind: HOST,
    port,
    controllerPort: await freePort(),
    advertised: `${HOST}:${port}`,
    dataDir: join(dataDir, 'log'),
    ...(certificates !== undefined && { certificates }),
    ...(users !== undefined && { users }),
  });
  await writeFile(
    config,
    Object.entries(properties)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  if (!existsSync(join(dataDir, 'log', 'meta.properties')))
    await run(java, [
      '-XX:TieredStopAtLevel=1',
      ...classPath,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      clusterId(),
      '-c',
      config,
      ...scramOf(users),
    ]);
  const child = spawn(java, ['-Xmx512m', '-XX:TieredStopAtLevel=1', ...classPath, 'kafka.Kafka', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A Ctrl-C in the terminal is for us: we end the broker.
    detached: true,
  });
  const broker = brokerOf(child, `${HOST}:${port}`);
  options.abort?.addEventListener('abort', () => broker.signal('SIGTERM'));
  await untilUp(broker, port);
  return broker;
}

const scramOf = (users: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );

function brokerOf(child: ChildProcess, brokers: string): LocalBroker {
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-KEPT_OUTPUT)));
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', (error) => resolve(error.message));
  });
  return {
    brokers,
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

async function untilUp(broker: LocalBroker, port: number): Promise<void> {
  let ended = false;
  void broker.exited.then(() => (ended = true));
  const until = Date.now() + START_TIMEOUT_MS;
  while (!(await takesConnections(port))) {
    if (ended) throw new Error(`Kafka ended at its start:\n${broker.output()}`);
    if (Date.now() > until) {
      await broker.stop();
      throw new Error(`Kafka took no connections within ${START_TIMEOUT_MS / 1000} s:\n${broker.output()}`);
    }
    await sleep(100);
  }
}

/** Kafka's form of a UUID; a leading dash would read as an option. */
function clusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}
