import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Children } from './children.ts';
import { freePorts } from './ports.ts';
import { httpOk, until } from './until.ts';

export const AGENCIES = ['af', 'csn', 'fk', 'miv', 'skv', 'so', 'tns'] as const;
export type Kod = (typeof AGENCIES)[number];

const ROOT = new URL('../../../', import.meta.url).pathname;
/** The most processes that a side has. */
const MOST_PROCESSES = 9;

/** How a simulated agency behaves. */
export interface Behaviour {
  /** Before the answer, ms; -1 never answers. Left out: what the simulator does for the person. */
  readonly latencyMs?: number;
  /** The answer proves whose it is. */
  readonly nonce: boolean;
  /** Size of the answer, about. */
  readonly bytes?: number;
  /** Broken transport. */
  readonly fault?: string;
}

/** What stays while meshes come and go: Kafka and the agencies. */
export interface Stage {
  readonly children: Children;
  readonly ports: Ports;
  /** The processes of the stage, as they are named. */
  readonly processes: readonly string[];
  /** What every process of a mesh needs to know. */
  readonly env: Readonly<Record<string, string>>;
  /** Sets the behaviour of one agency, or of all. */
  control(behaviour: Behaviour, kod?: Kod): Promise<void>;
  /** Ends every process and takes away what they wrote. */
  stop(): Promise<void>;
}

export interface Ports {
  readonly kafka: number;
  readonly simulator: number;
  /** Where agencies are asked: the simulator, or what replays its answers. */
  readonly agencies: number;
  readonly ingress: number;
  readonly management: readonly number[];
}

export interface StageOptions {
  /** Agencies answer the simulator's answers from memory; else the simulator itself answers, with all its faults. */
  readonly replayed: boolean;
  readonly progress: (text: string) => void;
  /** Called before the first process starts: whoever holds it can stop what there is so far. */
  readonly started: (stop: () => Promise<void>) => void;
}

/** Starts Kafka and the agencies; resolves when each of them is ready. */
export async function openStage({ replayed, progress, started }: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-bench-'));
  const children = new Children(folder);
  const stop = async (): Promise<void> => {
    await children.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  started(stop);
  const [kafka = 0, simulator = 0, agencies = 0, ingress = 0, own = 0, ...management] = await freePorts(
    5 + MOST_PROCESSES,
  );
  const ports = { kafka, simulator, agencies: replayed ? agencies : simulator, ingress, management };
  progress('starting Kafka and the agencies');
  await startKafka(children, kafka, folder);
  const env = {
    SSBTEK_SIMULATOR_PORT: String(simulator),
    SSBTEK_MANAGEMENT_PORT: String(own),
    // The load's questions have the dates of the example, whatever day it is.
    SSBTEK_SIMULATOR_STRICT: 'false',
  };
  children.start({ name: 'simulator', args: ['dist/apps/simulator/main.js'], cwd: ROOT, env });
  await until(children, httpOk(own), 'simulator');
  if (replayed) {
    const args = [new URL('../agencies/main.ts', import.meta.url).pathname];
    const told = { AGENCIES_PORT: String(agencies), AGENCIES_SIMULATOR: `http://127.0.0.1:${simulator}` };
    children.start({ name: 'agencies', args, cwd: ROOT, env: told });
    await until(children, () => children.output('agencies').includes('listen'), 'agencies');
  }
  return {
    children,
    ports,
    processes: ['kafka', 'simulator', ...(replayed ? ['agencies'] : [])],
    env: meshEnvironment(folder, ports),
    async control(behaviour, kod) {
      for (const each of kod ? [kod] : AGENCIES)
        for (const port of new Set([simulator, ports.agencies]))
          await put(`http://127.0.0.1:${port}/control/${each}`, behaviour);
    },
    stop,
  };
}

async function startKafka(children: Children, port: number, folder: string): Promise<void> {
  const env = { SSBTEK_KAFKA_PORT: String(port), SSBTEK_KAFKA_DATA_DIR: join(folder, 'kafka') };
  children.start({ name: 'kafka', args: ['tools/kafka/start.ts'], cwd: ROOT, env });
  await until(children, () => children.output('kafka').includes('takes connections on'), 'kafka');
}

/** What all processes of a mesh share; each takes what it knows. */
function meshEnvironment(folder: string, ports: Ports): Record<string, string> {
  const keysIn = (name: string): string => {
    const keys = { active: 'bench', keys: { bench: randomBytes(32).toString('base64') } };
    writeFileSync(join(folder, name), JSON.stringify(keys), { mode: 0o600 });
    return join(folder, name);
  };
  const at = (path: string): string => `http://127.0.0.1:${ports.agencies}/${path}`;
  return {
    SSBTEK_KAFKA_BROKERS: `127.0.0.1:${ports.kafka}`,
    SSBTEK_PAYLOAD_KEYS_FILE: keysIn('keys.json'),
    SSBTEK_AUDIT_KEYS_FILE: keysIn('audit-keys.json'),
    SSBTEK_HTTP_PORT: String(ports.ingress),
    ...Object.fromEntries(AGENCIES.map((kod) => [`SSBTEK_AGENCY_${kod.toUpperCase()}_URL`, at(kod)])),
    SSBTEK_AGENCY_FK_LEFI_ONLINE_URL: at('fk/lefi-online'),
  };
}

async function put(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: JSON.stringify(body) });
  if (!response.ok)
    throw new Error(`The simulator refused ${JSON.stringify(body)}: ${await response.text()}`);
}
