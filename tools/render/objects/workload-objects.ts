import { labelsOf, objectName, PART_OF, selectorOf, settingsName, SHARED_SETTINGS } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { object, type KubernetesObject, type Param } from './object.ts';

/** The identity of a workload's pods. It is allowed nothing, and the pods get no token of it. */
export const serviceAccount = (workload: Workload): KubernetesObject =>
  object(
    'v1',
    'ServiceAccount',
    objectName(workload),
    { automountServiceAccountToken: false },
    labelsOf(workload),
  );

/** What an installer may want to be otherwise. */
export interface ServiceParameters {
  readonly type?: string;
  /** Port of the service; the process's own when left out. */
  readonly port?: Param<number>;
}

/** The address of a workload that is asked by others: by callers, or by workers. */
export function service(
  workload: Workload,
  { type = 'ClusterIP', port }: ServiceParameters = {},
): KubernetesObject {
  const asked = workload.ports.filter(({ name }) => name !== 'management');
  const ports = asked.map(({ name, number }) => ({
    name,
    port: port ?? number,
    targetPort: name,
    protocol: 'TCP',
  }));
  const spec = { type, selector: selectorOf(workload), ports };
  return object('v1', 'Service', objectName(workload), { spec }, labelsOf(workload));
}

/** Whether others ask this workload. */
export const isAsked = ({ ports }: Workload): boolean => ports.some(({ name }) => name !== 'management');

/** One replica may be taken at a time when nodes are emptied. */
export const podDisruptionBudget = (
  workload: Workload,
  maxUnavailable: Param<number> = 1,
): KubernetesObject =>
  object(
    'policy/v1',
    'PodDisruptionBudget',
    objectName(workload),
    {
      spec: {
        maxUnavailable,
        // A replica that is not ready protects nobody: it must not keep a node from being emptied.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selectorOf(workload) },
      },
    },
    labelsOf(workload),
  );

/** Settings that all workloads have in common. */
export const sharedSettings = (data: Param<Readonly<Record<string, string>>>): KubernetesObject =>
  object('v1', 'ConfigMap', SHARED_SETTINGS, { data });

/** Settings of one workload. */
export const workloadSettings = (
  workload: Workload,
  data: Param<Readonly<Record<string, string>>>,
): KubernetesObject => object('v1', 'ConfigMap', settingsName(workload), { data }, labelsOf(workload));

/** The namespace of an installation. Pod Security acts on pods: a violating Deployment would only be warned about. */
export const namespace = (name: string): KubernetesObject =>
  object(
    'v1',
    'Namespace',
    name,
    {},
    {
      'app.kubernetes.io/name': 'ssbtek',
      ...PART_OF,
      ...Object.fromEntries(
        ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
      ),
    },
  );
