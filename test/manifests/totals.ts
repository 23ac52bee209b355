import { ofKind, podsIn, running, type Container, type Manifest } from './manifest.ts';

/** What pods request together: CPU in thousandths of a core, memory and disk in bytes. */
export interface Total {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

const UNITS: Readonly<Record<string, number>> = {
  m: 0.001,
  '': 1,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** @throws Error where it is no quantity of Kubernetes that manifests here use */
export function amount(quantity: string | number = 0): number {
  const [, digits = '', unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(String(quantity)) ?? [];
  const factor = UNITS[unit];
  if (digits === '' || factor === undefined) throw new Error(`${quantity} is no quantity`);
  return Number(digits) * factor;
}

type Requests = Readonly<Record<string, string>> | undefined;
const of = (requests: Requests, times: number, disk = 0): Total => ({
  cpu: Math.round(amount(requests?.['cpu']) * 1000) * times,
  memory: amount(requests?.['memory']) * times,
  disk: disk * times,
});
const NOTHING: Total = { cpu: 0, memory: 0, disk: 0 };
const sum = (all: readonly Total[]): Total =>
  all.reduce((a, b) => ({ cpu: a.cpu + b.cpu, memory: a.memory + b.memory, disk: a.disk + b.disk }), NOTHING);
const ofPod = (containers: readonly Container[], times: number): Total =>
  sum(containers.map(({ resources }) => of(resources?.requests, times)));

const targetOf = ({ spec }: Manifest): string | undefined =>
  (spec?.['scaleTargetRef'] as { name?: string } | undefined)?.name;

/** How many pods a Deployment or StatefulSet has, at least or at most. */
function replicasOf(all: readonly Manifest[], one: Manifest, most: boolean): number {
  const scaler = ofKind(all, 'ScaledObject', 'HorizontalPodAutoscaler').find(
    (other) => targetOf(other) === one.metadata.name,
  );
  const spec = (scaler?.spec ?? {}) as Readonly<Record<string, number | undefined>>;
  const [min, max] = [
    spec['minReplicaCount'] ?? spec['minReplicas'],
    spec['maxReplicaCount'] ?? spec['maxReplicas'],
  ];
  return (most ? max : min) ?? Number(one.spec?.['replicas'] ?? 1);
}

/** Kafka that an operator makes: its nodes with their disks, and the operators of topics and users. */
function ofOperators(all: readonly Manifest[]): Total {
  const pools = ofKind(all, 'KafkaNodePool').map(({ spec }) => {
    const { replicas, resources, storage } = spec as unknown as {
      replicas: number;
      resources: { requests: Requests };
      storage: { volumes: readonly { size: string }[] };
    };
    return of(
      resources.requests,
      replicas,
      sum(storage.volumes.map(({ size }) => of(undefined, 1, amount(size)))).disk,
    );
  });
  const operators = ofKind(all, 'Kafka').flatMap(({ spec }) =>
    Object.values(
      (spec?.['entityOperator'] ?? {}) as Readonly<Record<string, { resources?: { requests: Requests } }>>,
    ).map(({ resources }) => of(resources?.requests, 1)),
  );
  return sum([...pools, ...operators]);
}

/** What an installation requests of its cluster: at rest, and with everything scaled out. */
export function totalOf(all: readonly Manifest[], most = false): Total {
  const pods = running(all).map((one) =>
    ofPod(one.spec.template.spec.containers, replicasOf(all, one, most)),
  );
  return sum([...pods, ofOperators(all)]);
}

/** What is needed beside it: one pod more of each workload while a version comes, and jobs by the clock. */
export function besides(all: readonly Manifest[]): Total {
  return sum(
    podsIn(all)
      .filter(({ one }) => one.kind !== 'StatefulSet')
      .map(({ pod }) => ofPod(pod.spec.containers, 1)),
  );
}
