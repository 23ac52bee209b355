import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { aclsFor } from '@ssbtek/messaging';
import { PROCESS_SETTINGS, type Role } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole, workersTogether } from '@ssbtek/shell-worker';
import type { Agency, Port, Size, StopTimes, Workload, WorkloadKind } from './workload.ts';

/** What every ingress answers within, ms: `SSBTEK_DEADLINE_MS` unless an installation says otherwise. */
export const DEADLINE_MS = 25_000;

/** On top of what a stop waits for: the last answers on their way, the connections' end. */
const SLACK_MS = 3000;
/** From the process's own limit to the platform's: it shall end by itself and say so in its log. */
const KILL_AFTER_MS = 4000;
/** Until load balancers have heard that a replica of the ingress is not ready. */
const DRAIN_MS = 10_000;

const MANAGEMENT: Port = { name: 'management', number: 9464 };

interface Facts {
  readonly kind: WorkloadKind;
  readonly port?: Port & { readonly variable: string };
  readonly drainMs?: number;
  readonly size: Size;
}

const INGRESS: Facts = {
  kind: 'ingress',
  port: { name: 'soap', number: 8080, variable: 'SSBTEK_HTTP_PORT' },
  drainMs: DRAIN_MS,
  size: { memoryMib: 512, cpuMillis: 250 },
};
const AGGREGATOR: Facts = { kind: 'aggregator', size: { memoryMib: 768, cpuMillis: 250 } };
const WORKER: Facts = {
  kind: 'worker',
  size: { memoryMib: 384, cpuMillis: 100 },
};
const SIMULATOR: Facts = {
  kind: 'simulator',
  port: { name: 'agencies', number: 8090, variable: 'SSBTEK_SIMULATOR_PORT' },
  size: { memoryMib: 256, cpuMillis: 50 },
};

function stopTimes(drainMs: number): StopTimes {
  const timeoutMs = drainMs + DEADLINE_MS + SLACK_MS;
  return { drainMs, timeoutMs, graceMs: timeoutMs + KILL_AFTER_MS };
}

/** What is the same in every installation: where the process listens and how it stops. */
function environmentOf({ port }: Facts, stop: StopTimes): Readonly<Record<string, string>> {
  return {
    SSBTEK_HOST: '0.0.0.0',
    SSBTEK_MANAGEMENT_PORT: String(MANAGEMENT.number),
    ...(port && { [port.variable]: String(port.number) }),
    ...(stop.drainMs > 0 && { SSBTEK_DRAIN_MS: String(stop.drainMs) }),
    SSBTEK_STOP_TIMEOUT_MS: String(stop.timeoutMs),
  };
}

function workloadOf(role: Role, facts: Facts, bastjanst?: Bastjanst): Workload {
  const settings = [PROCESS_SETTINGS, role.settings].flatMap((record) =>
    Object.values(record).map(({ name }) => name),
  );
  const stop = stopTimes(facts.drainMs ?? 0);
  const { port } = facts;
  return {
    name: role.name,
    kind: facts.kind,
    ...(bastjanst && { agency: agencyOf(bastjanst) }),
    settings: new Set(settings),
    environment: environmentOf(facts, stop),
    ports: [...(port ? [{ name: port.name, number: port.number }] : []), MANAGEMENT],
    usesKafka: role.needsBus,
    acls: aclsFor(role.name),
    size: facts.size,
    stop,
  };
}

const agencyOf = ({ descriptor: { kod }, protocols }: Bastjanst): Agency => ({
  kod,
  addresses: protocols.map(({ urlVariable, simulatorPath }) => ({ variable: urlVariable, simulatorPath })),
});

/** The workers, in the contract's order. */
export const WORKERS: readonly Workload[] = BASTJANSTER.map((bastjanst) =>
  workloadOf(workerRole(bastjanst), WORKER, bastjanst),
);

/** The processes of the mesh itself. */
export const MESH: readonly Workload[] = [
  workloadOf(ingressRole(CONTRACT_VERSIONS), INGRESS),
  workloadOf(aggregatorRole(), AGGREGATOR),
  ...WORKERS,
];

/** Memory and CPU of all workers in one process: most of what a worker has is the runtime, which they share. */
const TOGETHER_SIZE: Size = { memoryMib: 768, cpuMillis: 250 };

/** All workers in one process, instead of {@link WORKERS} in small installations (ADR 34). */
export const WORKERS_TOGETHER: Workload = togetherOf(WORKERS);

function togetherOf(workers: readonly Workload[]): Workload {
  const [first] = workers;
  if (!first) throw new Error('There are no workers.');
  const { agency: _, ...alike } = first;
  const [together] = workersTogether(BASTJANSTER, {});
  const own = Object.values(together?.settings ?? {}).map(({ name }) => name);
  return {
    ...alike,
    name: 'workers',
    settings: new Set([...workers.flatMap(({ settings }) => [...settings]), ...own]),
    // They read and write the same topics, each through its own group.
    acls: [
      ...first.acls.filter(({ resource }) => resource === 'topic'),
      ...workers.flatMap(({ acls }) => acls.filter(({ resource }) => resource === 'group')),
    ],
    size: TOGETHER_SIZE,
  };
}

/** What stands in for the agencies where they are not to be asked. */
export const SIMULATOR_WORKLOAD: Workload = workloadOf(simulatorRole(BASTJANSTER), SIMULATOR);

/** Everything that may run. */
export const WORKLOADS: readonly Workload[] = [...MESH, SIMULATOR_WORKLOAD];
