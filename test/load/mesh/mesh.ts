import type { LayoutName } from '../options.ts';
import { PRELOAD } from '../probe/probed.ts';
import { Meter } from './meter.ts';
import { cpuMs } from './proc.ts';
import { AGENCIES, type Stage } from './stage.ts';
import { httpOk, until } from './until.ts';

/** A running mesh in processes of its own, or what stands for one. */
export interface Mesh {
  readonly ingress: string;
  readonly stage: Stage;
  readonly meter: Meter;
  /** Names of its processes. */
  readonly processes: readonly string[];
  /** Ports of health and metrics by process. */
  readonly management: Readonly<Record<string, number>>;
  readonly start: Start;
  /** Ends its processes; the stage stays. */
  stop(): Promise<void>;
}

/** What the start took, all processes at the same time. */
export interface Start {
  /** From the start of the first process until the last one was ready, s. */
  readonly readySeconds: number;
  /** CPU of all processes until then, ms. */
  readonly cpuMs: number;
}

export interface MeshOptions {
  /** Folder of the checkout whose build runs. */
  readonly checkout: string;
  /** Settings beside those that the stage gives. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings of one process alone. */
  readonly envOf?: (name: string) => Readonly<Record<string, string>>;
  /** Its processes: names of apps. */
  readonly roles?: readonly string[];
  /** Names of processes that open an inspector; `worker` means all seven. */
  readonly inspected?: readonly string[];
  /** Load the probe into each process. */
  readonly probed?: boolean;
}

/** The nine processes of a mesh. */
const NINE: readonly string[] = ['aggregator', ...AGENCIES.map((kod) => `worker-${kod}`), 'ingress'];

/** The processes of each layout. */
export const LAYOUTS: Readonly<Record<LayoutName, readonly string[]>> = {
  nine: NINE,
  compact: ['aggregator', 'workers', 'ingress'],
};

/** Starts the processes of a mesh, all at once as an orchestrator would; resolves when each of them is ready. */
export async function startMesh(stage: Stage, options: MeshOptions): Promise<Mesh> {
  const { checkout, env, envOf = () => ({}), roles = NINE, inspected = [], probed = false } = options;
  const { children, ports } = stage;
  const startedAt = performance.now();
  for (const [index, name] of roles.entries()) {
    const inspect = inspected.some((one) => one === name || (one === 'worker' && name.startsWith('worker')));
    const args = [
      ...(inspect ? ['--inspect=127.0.0.1:0'] : []),
      ...(probed ? ['--import', PRELOAD] : []),
      `dist/apps/${name}/main.js`,
    ];
    const own = {
      SSBTEK_MANAGEMENT_PORT: String(ports.management[index]),
      BENCH_KAFKA_PORT: String(ports.kafka),
    };
    children.start({
      name,
      args,
      cwd: checkout,
      env: { ...stage.env, ...env, ...envOf(name), ...own },
      probed,
    });
  }
  await Promise.all(roles.map((name, index) => until(children, httpOk(ports.management[index]), name)));
  const readySeconds = (performance.now() - startedAt) / 1000;
  return running(stage, roles, {
    readySeconds,
    cpuMs: roles.reduce((sum, name) => sum + cpuMs(children.pid(name)), 0),
  });
}

/** A mesh whose processes run. */
export function running(stage: Stage, processes: readonly string[], start: Start): Mesh {
  const { children, ports } = stage;
  const all = [...stage.processes, ...processes];
  return {
    ingress: `http://127.0.0.1:${ports.ingress}`,
    stage,
    meter: new Meter(Object.fromEntries(all.map((name) => [name, children.pid(name)]))),
    processes,
    management: Object.fromEntries(processes.map((name, index) => [name, ports.management[index] ?? 0])),
    start,
    stop: () => children.stop(processes),
  };
}
