import { INQUIRY_TOPIC, TOPICS } from '@ssbtek/messaging';

/** How fast replicas may come or go, in the words of `autoscaling/v2`. */
export interface ScalingSpeed {
  readonly stabilizationSeconds: number;
  /** The policy that allows most counts. */
  readonly policies: readonly {
    readonly type: 'Pods' | 'Percent';
    readonly value: number;
    readonly periodSeconds: number;
  }[];
}

/** How the replicas of one worker follow the lag of its own group: one KEDA ScaledObject. */
export interface WorkerScaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly pollingSeconds: number;
  /** Messages of the group that are not committed, per replica. */
  readonly lagThreshold: number;
  readonly activationLagThreshold: number;
  /** Matters only for a scale to zero, which `minReplicas` rules out. */
  readonly cooldownSeconds: number;
  /** What counts as lag where the group has committed nothing: `latest` one message per partition. */
  readonly offsetResetPolicy: 'earliest' | 'latest';
  readonly excludePersistentLag: boolean;
  readonly limitToPartitionsWithLag: boolean;
  readonly allowIdleConsumers: boolean;
  readonly scaleUp: ScalingSpeed;
  readonly scaleDown: ScalingSpeed;
}

const inquiries = TOPICS.find(({ name }) => name === INQUIRY_TOPIC);

/** The numbers of every worker; why these, and what was tried instead: docs/adr/0017-scaling.md. */
export const WORKER_SCALING: WorkerScaling = {
  minReplicas: 2,
  // A replica more than there are partitions would have nothing to read.
  maxReplicas: inquiries?.partitions ?? 1,
  pollingSeconds: 5,
  lagThreshold: 250,
  activationLagThreshold: 0,
  cooldownSeconds: 300,
  offsetResetPolicy: 'latest',
  excludePersistentLag: false,
  limitToPartitionsWithLag: false,
  allowIdleConsumers: false,
  scaleUp: { stabilizationSeconds: 0, policies: [{ type: 'Pods', value: 10, periodSeconds: 15 }] },
  scaleDown: { stabilizationSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
};
