import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Children } from './children.ts';
import { Meter } from './meter.ts';
import { freePorts } from './ports.ts';

export const AGENCIES = ['af', 'csn', 'fk', 'miv', 'skv', 'so', 'tns'] as const;
export type Kod = (typeof AGENCIES)[number];

const ROOT = new URL('../../../', import.meta.url).pathname;
const READY_MS = 60_000;

/** The variables of the agencies' addresses, and the path of each in the simulator. */
const ADDRESSES: Readonly<Record<Kod, readonly [variable: string, path: string]>> = {
  af: ['SSBTEK_AGENCY_AF_URL', ''],
  csn: ['SSBTEK_AGENCY_CSN_URL', ''],
  fk: ['SSBTEK_AGENCY_FK_LEFI_ONLINE_URL', '/lefi-online'],
  miv: ['SSBTEK_AGENCY_MIV_URL', ''],
  skv: ['SSBTEK_AGENCY_SKV_URL', ''],
  so: ['SSBTEK_AGENCY_SO_URL', ''],
  tns: ['SSBTEK_AGENCY_TNS_URL', ''],
};

/** How a simulated agency behaves. */
export interface Behaviour {
  /** Before the answer, ms; -1 never answers. Left out: what the simulator does for the person. */
  readonly latencyMs?: number;
  /** The answer proves whose it is. */
  readonly nonce: boolean;
  /** Broken transport. */
  readonly fault?: string;
}

/** A running mesh in processes of its own, with Kafka and the simulated agencies. */
export interface Mesh {
  readonly ingress: string;
  readonly children: Children;
  readonly meter: Meter;
  /** Ports of health and metrics by process. */
  readonly management: Readonly<Record<string, number>>;
  /** Sets the behaviour of one simulated agency, or of all. */
  control(behaviour: Behaviour, kod?: Kod): Promise<void>;
  /** Ends every process and takes away what they wrote. */
  stop(): Promise<void>;
}

export interface MeshOptions {
  readonly deadlineMs: number;
  /** Names of processes that open an inspector; `worker` means all seven. */
  readonly inspected: readonly string[];
  readonly progress: (text: string) => void;
  /** Called before the first process starts: whoever holds it can stop what there is so far. */
  readonly started: (stop: () => Promise<void>) => void;
}

/** Names of the processes besides Kafka. */
const ROLES = ['aggregator', ...AGENCIES.map((kod) => `worker-${kod}`), 'ingress', 'simulator'];

/** Starts Kafka, the simulator and the nine processes of the mesh; resolves when each of them is ready. */
export async function startMesh({ deadlineMs, inspected, progress, started }: MeshOptions): Promise<Mesh> {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-bench-'));
  const children = new Children(folder);
  const stop = async (): Promise<void> => {
    await children.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  started(stop);
  const [kafka = 0, simulator = 0, ingress = 0, ...managementPorts] = await freePorts(3 + ROLES.length);
  progress('starting Kafka');
  await startKafka(children, kafka, folder);
  progress('starting the mesh');
  const environment = meshEnvironment(folder, { kafka, simulator, ingress });
  const env = { ...environment, SSBTEK_DEADLINE_MS: String(deadlineMs) };
  await startRoles(children, { env, managementPorts, inspected });
  const pids = Object.fromEntries(['kafka', ...ROLES].map((name) => [name, children.pid(name)]));
  return {
    ingress: `http://127.0.0.1:${ingress}`,
    children,
    meter: new Meter(pids),
    management: Object.fromEntries(ROLES.map((name, index) => [name, managementPorts[index] ?? 0])),
    async control(behaviour, kod) {
      for (const each of kod ? [kod] : AGENCIES)
        await put(`http://127.0.0.1:${simulator}/control/${each}`, behaviour);
    },
    stop,
  };
}

async function startKafka(children: Children, port: number, folder: string): Promise<void> {
  const env = { SSBTEK_KAFKA_PORT: String(port), SSBTEK_KAFKA_DATA_DIR: join(folder, 'kafka') };
  children.start({ name: 'kafka', args: ['tools/kafka/start.ts'], cwd: ROOT, env });
  const isUp = (): boolean => children.output('kafka').includes('takes connections on');
  await until(children, () => Promise.resolve(isUp()), 'kafka');
}

interface RolesOptions extends Pick<MeshOptions, 'inspected'> {
  readonly env: Readonly<Record<string, string>>;
  readonly managementPorts: readonly number[];
}

/** All at once, as an orchestrator would. */
async function startRoles(
  children: Children,
  { env, managementPorts, inspected }: RolesOptions,
): Promise<void> {
  for (const [index, name] of ROLES.entries()) {
    const inspect = inspected.some((one) => one === name || (one === 'worker' && name.startsWith('worker-')));
    const args = [...(inspect ? ['--inspect=127.0.0.1:0'] : []), `dist/apps/${name}/main.js`];
    const own = { SSBTEK_MANAGEMENT_PORT: String(managementPorts[index]) };
    children.start({ name, args, cwd: ROOT, env: { ...env, ...own } });
  }
  const isReady = (port: number | undefined) => async (): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  for (const [index, name] of ROLES.entries()) await until(children, isReady(managementPorts[index]), name);
}

interface Ports {
  readonly kafka: number;
  readonly simulator: number;
  readonly ingress: number;
}

/** What all processes share; each takes what it knows. */
function meshEnvironment(folder: string, ports: Ports): Record<string, string> {
  const keysIn = (name: string): string => {
    const keys = { active: 'bench', keys: { bench: randomBytes(32).toString('base64') } };
    writeFileSync(join(folder, name), JSON.stringify(keys), { mode: 0o600 });
    return join(folder, name);
  };
  const urls = AGENCIES.map((kod) => {
    const [variable, path] = ADDRESSES[kod];
    return [variable, `http://127.0.0.1:${ports.simulator}/${kod}${path}`] as const;
  });
  return {
    SSBTEK_KAFKA_BROKERS: `127.0.0.1:${ports.kafka}`,
    SSBTEK_PAYLOAD_KEYS_FILE: keysIn('keys.json'),
    SSBTEK_AUDIT_KEYS_FILE: keysIn('audit-keys.json'),
    SSBTEK_HTTP_PORT: String(ports.ingress),
    SSBTEK_SIMULATOR_PORT: String(ports.simulator),
    ...Object.fromEntries(urls),
  };
}

async function put(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: JSON.stringify(body) });
  if (!response.ok)
    throw new Error(`The simulator refused ${JSON.stringify(body)}: ${await response.text()}`);
}

/** Asks again and again until the answer is yes; a refused connection is a no. */
async function until(children: Children, ask: () => Promise<boolean>, name: string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    if (await Promise.race([children.failure, ask().catch(() => false)])) return;
    if (Date.now() > deadline)
      throw new Error(`${name} was not ready within ${READY_MS / 1000} s:\n${children.tail(name)}`);
    await sleep(100);
  }
}
