import { INQUIRY_TOPIC, workerGroup } from '@ssbtek/messaging';
import { labelsOf, objectName } from '../model/names.ts';
import { WORKER_SCALING, type ScalingSpeed, type WorkerScaling } from '../model/scaling.ts';
import type { Workload } from '../model/workload.ts';
import { CLUSTER_CA_SECRET, SCALER } from './kafka.ts';
import { object, type KubernetesObject, type Param } from './object.ts';

/** What an installer may want to be otherwise; the rest is the model's. */
export interface ScalingParameters {
  /** `host:port` of Kafka as KEDA reaches it, from its own namespace. */
  readonly bootstrapServers: string;
  readonly minReplicas?: Param<number>;
  readonly maxReplicas?: Param<number>;
  readonly pollingSeconds?: Param<number>;
  /** Text, as all of a trigger's settings. */
  readonly lagThreshold?: string;
  /** Kafka asks for a client certificate: that of the scaler's own user. */
  readonly tls: boolean;
}

const API = 'keda.sh/v1alpha1';

/** Scales the worker of one agency by the lag of its own group, and no other worker. */
export function scaledObject(
  workload: Workload,
  parameters: ScalingParameters,
  scaling: WorkerScaling = WORKER_SCALING,
): KubernetesObject {
  const spec = {
    scaleTargetRef: { name: objectName(workload) },
    pollingInterval: parameters.pollingSeconds ?? scaling.pollingSeconds,
    cooldownPeriod: scaling.cooldownSeconds,
    minReplicaCount: parameters.minReplicas ?? scaling.minReplicas,
    maxReplicaCount: parameters.maxReplicas ?? scaling.maxReplicas,
    advanced: {
      horizontalPodAutoscalerConfig: {
        behavior: { scaleUp: speed(scaling.scaleUp), scaleDown: speed(scaling.scaleDown) },
      },
    },
    triggers: [
      {
        type: 'kafka',
        metadata: trigger(workload, parameters, scaling),
        ...(parameters.tls && { authenticationRef: { name: SCALER } }),
      },
    ],
  };
  return object(API, 'ScaledObject', objectName(workload), { spec }, labelsOf(workload));
}

/** KEDA takes text only: a number would be refused. */
const trigger = ({ agency }: Workload, parameters: ScalingParameters, scaling: WorkerScaling) => ({
  bootstrapServers: parameters.bootstrapServers,
  consumerGroup: workerGroup(agency?.kod ?? ''),
  topic: INQUIRY_TOPIC,
  lagThreshold: parameters.lagThreshold ?? String(scaling.lagThreshold),
  activationLagThreshold: String(scaling.activationLagThreshold),
  offsetResetPolicy: scaling.offsetResetPolicy,
  allowIdleConsumers: String(scaling.allowIdleConsumers),
  excludePersistentLag: String(scaling.excludePersistentLag),
  limitToPartitionsWithLag: String(scaling.limitToPartitionsWithLag),
  ...(parameters.tls && { tls: 'enable' }),
});

const speed = ({ stabilizationSeconds, policies }: ScalingSpeed) => ({
  stabilizationWindowSeconds: stabilizationSeconds,
  policies: policies.map(({ type, value, periodSeconds }) => ({ type, value, periodSeconds })),
});

/** Lets KEDA in at Kafka as the scaler's user. */
export const triggerAuthentication = (): KubernetesObject =>
  object(API, 'TriggerAuthentication', SCALER, {
    spec: {
      secretTargetRef: [
        { parameter: 'ca', name: CLUSTER_CA_SECRET, key: 'ca.crt' },
        { parameter: 'cert', name: SCALER, key: 'user.crt' },
        { parameter: 'key', name: SCALER, key: 'user.key' },
      ],
    },
  });
