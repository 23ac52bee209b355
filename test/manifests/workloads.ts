import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { aclsFor, type Acl } from '@ssbtek/messaging';
import { PROCESS_SETTINGS, type Role } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { probeRole } from '@ssbtek/shell-probe';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole, workersTogether } from '@ssbtek/shell-worker';

/** How one protocol of an agency is reached. */
export interface AgencyAddress {
  /** Setting with the address. */
  readonly variable: string;
  /** The same protocol at the simulator. */
  readonly simulatorPath: string;
}

/** The agency that a worker asks. */
export interface Agency {
  readonly kod: string;
  readonly addresses: readonly AgencyAddress[];
}

/** One of the processes that a platform runs: what the code knows of it, and manifests are held to. */
export interface Workload {
  /** Name of the app, its bundle and, with a prefix, its objects: `worker-csn`. */
  readonly name: string;
  /** Workers only. */
  readonly agency?: Agency;
  /** The names of all settings that the process reads. */
  readonly settings: ReadonlySet<string>;
  /** It cannot work without Kafka. The portal listens there, and shows its pages without it. */
  readonly needsKafka: boolean;
  /** All that it may do at the broker. */
  readonly acls: readonly Acl[];
}

const workloadOf = (role: Role, bastjanst?: Bastjanst): Workload => ({
  name: role.name,
  ...(bastjanst && { agency: agencyOf(bastjanst) }),
  settings: new Set(
    [PROCESS_SETTINGS, role.settings].flatMap((record) => Object.values(record).map(({ name }) => name)),
  ),
  needsKafka: role.needsBus,
  acls: aclsFor(role.name),
});

const agencyOf = ({ descriptor: { kod }, protocols }: Bastjanst): Agency => ({
  kod,
  addresses: protocols.map(({ urlVariable, simulatorPath }) => ({ variable: urlVariable, simulatorPath })),
});

/** The workers, in the contract's order. */
export const WORKERS: readonly Workload[] = BASTJANSTER.map((bastjanst) =>
  workloadOf(workerRole(bastjanst), bastjanst),
);

/** The processes of the mesh itself. */
export const MESH: readonly Workload[] = [
  workloadOf(ingressRole(CONTRACT_VERSIONS)),
  workloadOf(aggregatorRole()),
  ...WORKERS,
];

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
  };
}

/** What stands in for the agencies where they are not to be asked. */
export const SIMULATOR_WORKLOAD: Workload = workloadOf(simulatorRole(BASTJANSTER));

/** Pages for those who connect. */
export const PORTAL_WORKLOAD: Workload = workloadOf(portalRole(CONTRACT_VERSIONS, BASTJANSTER));

/** What asks the mesh whether it answers. */
export const PROBE_WORKLOAD: Workload = workloadOf(probeRole(CONTRACT_VERSIONS));

/** Everything that may run. */
export const WORKLOADS: readonly Workload[] = [...MESH, SIMULATOR_WORKLOAD, PORTAL_WORKLOAD, PROBE_WORKLOAD];
