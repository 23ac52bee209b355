import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { nodeProperties, type Membership } from './recipe.ts';

const run = promisify(execFile);
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 120_000;
const KEPT_OUTPUT = 4000;
/** Starts sooner, and is slower from then on; one thread collects, which is less work in a small heap. */
const FOR_A_WHILE = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

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
  /** Address that it listens on and that clients are told. Default 127.0.0.1. */
  readonly host?: string;
  /** One of several nodes. Default: the only one. */
  readonly member?: ClusterMember;
  /** Words before the program, of a command that runs it somewhere else. */
  readonly within?: readonly string[];
  /** It runs for longer than a test: the JVM may take the time to compile it well, a quarter less CPU from then on. */
  readonly lasts?: boolean;
  /** File for the classes that it has loaded, written when it is stopped (`classesOf`). */
  readonly keepClasses?: string;
  /** Called with what the broker writes: warnings and errors. */
  readonly hear?: (written: string) => void;
}

/** What a node of several must be told. */
export interface ClusterMember extends Membership {
  /** The same for all of them. */
  readonly clusterId: string;
  readonly controllerPort: number;
}

/**
 * Classes of a broker as a JVM has them in memory, beside the jars: with them one starts in half the time. Where they are
 * missing, or of another Java, it does without.
 */
export const classesOf = (jarsDir: string): string => join(jarsDir, 'classes.jsa');

/** A port nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** True when something takes connections there. */
export function takesConnections(port: number, host = HOST): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', end(true)).once('error', end(false));
  });
}

/** Starts a broker and waits until it takes connections. Its data folder is formatted the first time. */
export async function startLocalBroker(options: LocalBrokerOptions): Promise<LocalBroker> {
  const { java, dataDir, port, users, member, host = HOST, within = [] } = options;
  const config = await configured(options, host);
  if (!existsSync(join(dataDir, 'log', 'meta.properties')))
    await run(java, [
      ...jvm({ jarsDir: options.jarsDir }),
      'kafka.tools.StorageTool',
      'format',
      '-t',
      member?.clusterId ?? newClusterId(),
      '-c',
      config,
      ...scramOf(users),
    ]);
  const [program = java, ...args] = [...within, java, '-Xmx512m', ...jvm(options), 'kafka.Kafka', config];
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A Ctrl-C in the terminal is for us: we end the broker.
    detached: true,
  });
  const broker = brokerOf(child, `${host}:${port}`, options.hear);
  options.abort?.addEventListener('abort', () => broker.signal('SIGTERM'));
  await untilUp(broker, port, host);
  return broker;
}

/** What the JVM is told, for any program of Kafka. */
function jvm({
  jarsDir,
  lasts,
  keepClasses,
}: Pick<LocalBrokerOptions, 'jarsDir' | 'lasts' | 'keepClasses'>): string[] {
  return [
    ...(lasts ? [] : FOR_A_WHILE),
    keepClasses === undefined
      ? `-XX:SharedArchiveFile=${classesOf(jarsDir)}`
      : `-XX:ArchiveClassesAtExit=${keepClasses}`,
    `-Dlog4j2.configurationFile=file:${join(jarsDir, 'log4j2.properties')}`,
    // Jars alone: where there is a folder among them, no classes are kept.
    ...['-cp', join(jarsDir, '*')],
  ];
}

/** Writes its settings. Returns the path of the file. */
async function configured(options: LocalBrokerOptions, host: string): Promise<string> {
  const { dataDir, port, certificates, users, member } = options;
  await mkdir(dataDir, { recursive: true });
  const properties = nodeProperties({
    bind: host,
    port,
    controllerPort: member?.controllerPort ?? (await freePort()),
    advertised: `${host}:${port}`,
    dataDir: join(dataDir, 'log'),
    ...(certificates !== undefined && { certificates }),
    ...(users !== undefined && { users }),
    ...(member && { membership: member }),
  });
  const file = join(dataDir, 'server.properties');
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''));
  return file;
}

const scramOf = (users: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );

function brokerOf(
  child: ChildProcess,
  brokers: string,
  hear: LocalBrokerOptions['hear'] = () => undefined,
): LocalBroker {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (written: string) => {
    output = (output + written).slice(-KEPT_OUTPUT);
    hear(written);
  });
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

async function untilUp(broker: LocalBroker, port: number, host: string): Promise<void> {
  let ended = false;
  void broker.exited.then(() => (ended = true));
  const until = Date.now() + START_TIMEOUT_MS;
  while (!(await takesConnections(port, host))) {
    if (ended) throw new Error(`Kafka ended at its start:\n${broker.output()}`);
    if (Date.now() > until) {
      await broker.stop();
      throw new Error(`Kafka took no connections within ${START_TIMEOUT_MS / 1000} s:\n${broker.output()}`);
    }
    await sleep(100);
  }
}

/** Kafka's form of a UUID; a leading dash would read as an option. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
