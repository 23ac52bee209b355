import {
  bundlePath,
  labelsOf,
  objectName,
  selectorOf,
  settingsName,
  SHARED_SETTINGS,
  USER_ID,
} from '../model/names.ts';
import type { Size, Workload } from '../model/workload.ts';
import type { KubernetesObject, Param } from './object.ts';
import { keyParts } from './parts.ts';
import { together, variables, type PodParts } from './pod-parts.ts';
import { probes } from './probes.ts';

/** What a container asks for and may have. */
export interface Resources {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

/** What an installer may want to be otherwise. What is left out is as the model has it, or not there. */
export interface DeploymentParameters {
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly replicas?: Param<number>;
  readonly resources?: Param<Resources>;
  /** Fixed settings of the model, some of them with other values. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly graceSeconds?: Param<number>;
  /** What optional parts add, beside the keys that a process cannot be without. */
  readonly parts?: readonly PodParts[];
  /** Annotations of the pods: a digest of what shall roll them when it changes. */
  readonly podAnnotations?: Param<Readonly<Record<string, string>>>;
  /** Further fields of the pod: `imagePullSecrets`, `nodeSelector`, `tolerations`. */
  readonly pod?: Readonly<Record<string, unknown>>;
}

/** Logs of the container wait on the node's disk, and count. */
const EPHEMERAL = '256Mi';

/** From readiness to being counted: long enough for a process that falls over at its first message to do so. */
const MIN_READY_SECONDS = 5;

/** Requests and limits of a size. */
export const resourcesOf = ({ memoryMib, cpuMillis }: Size): Resources => ({
  requests: { cpu: `${cpuMillis}m`, memory: `${memoryMib}Mi`, 'ephemeral-storage': EPHEMERAL },
  limits: { memory: `${memoryMib}Mi`, 'ephemeral-storage': EPHEMERAL },
});

/** What every container is denied. */
export const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
} as const;

/** Who a pod's processes are. */
export const podSecurity = (id: number) => ({
  runAsNonRoot: true,
  runAsUser: id,
  runAsGroup: id,
  fsGroup: id,
  seccompProfile: { type: 'RuntimeDefault' },
});

/** The Deployment of a workload. */
export const deployment = (workload: Workload, parameters: DeploymentParameters): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: objectName(workload), labels: labelsOf(workload) },
  spec: {
    replicas: parameters.replicas ?? workload.replicas,
    minReadySeconds: MIN_READY_SECONDS,
    revisionHistoryLimit: 5,
    selector: { matchLabels: selectorOf(workload) },
    // One more at a time, none fewer: capacity never sinks while a version rolls out.
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: {
        labels: labelsOf(workload),
        ...(parameters.podAnnotations && { annotations: parameters.podAnnotations }),
      },
      spec: podSpec(workload, parameters),
    },
  },
});

function podSpec(workload: Workload, parameters: DeploymentParameters) {
  const parts = together([...keyParts(workload), ...(parameters.parts ?? [])]);
  return {
    serviceAccountName: objectName(workload),
    automountServiceAccountToken: false,
    // Kubernetes would otherwise set SSBTEK_INGRESS_PORT and the like, which read as settings of ours.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: parameters.graceSeconds ?? workload.stop.graceMs / 1000,
    securityContext: podSecurity(USER_ID),
    topologySpreadConstraints: spread(workload),
    containers: [container(workload, parameters, parts)],
    ...(parts.volumes.length > 0 && { volumes: parts.volumes }),
    ...parameters.pod,
  };
}

function container(workload: Workload, parameters: DeploymentParameters, parts: PodParts) {
  const environment = { ...workload.environment, ...parameters.environment };
  return {
    name: workload.name,
    image: parameters.image,
    imagePullPolicy: parameters.imagePullPolicy ?? 'IfNotPresent',
    // Beside the image's own entry point, which is Node.
    args: [bundlePath(workload)],
    envFrom: [SHARED_SETTINGS, ...[...(workload.together ?? []), workload].map(settingsName)].map((name) => ({
      configMapRef: { name },
    })),
    env: [...variables(environment), ...parts.env],
    ports: workload.ports.map(({ name, number }) => ({ name, containerPort: number, protocol: 'TCP' })),
    resources: parameters.resources ?? resourcesOf(workload.size),
    ...probes(),
    securityContext: CONTAINER_SECURITY,
    ...(parts.volumeMounts.length > 0 && { volumeMounts: parts.volumeMounts }),
  };
}

/** Replicas of one workload on different nodes and in different zones, as far as there are any. */
const spread = (workload: Workload) =>
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorOf(workload) },
    // Old and new version are spread each for itself, or a rollout would leave the new one on few nodes.
    matchLabelKeys: ['pod-template-hash'],
  }));
