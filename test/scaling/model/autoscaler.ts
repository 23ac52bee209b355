import type { ScalingSpeed, WorkerScaling } from '../../../tools/render/scaling/worker-scaling.ts';

/** Kubernetes' defaults: how often the HorizontalPodAutoscaler looks, and which deviation it puts up with. */
export const SYNC_MS = 15_000;
const TOLERANCE = 0.1;

/** What an autoscaler needs to know of {@link WorkerScaling}. */
export type ScalingRule = Pick<
  WorkerScaling,
  'minReplicas' | 'maxReplicas' | 'lagThreshold' | 'scaleUp' | 'scaleDown'
>;

/**
 * Replicas for an external metric with a target per replica (`AverageValue`), which is what KEDA asks for: the sum of
 * the metric over the target, rounded up; unchanged while it is within the tolerance.
 */
export function recommended(current: number, total: number, perReplica: number): number {
  const ratio = total / (perReplica * current);
  return Math.abs(1 - ratio) <= TOLERANCE ? current : Math.ceil(total / perReplica);
}

/** What KEDA's Kafka scaler tells: the lag of all partitions, but not more than one replica for each can use. */
export function reportedLag(lags: readonly number[], lagThreshold: number): number {
  const total = lags.reduce((sum, lag) => sum + lag, 0);
  return Math.min(total, lags.length * lagThreshold);
}

interface Moment {
  readonly at: number;
  readonly replicas: number;
}

/** The HorizontalPodAutoscaler of one Deployment, with `behavior`. Times in ms. */
export class Autoscaler {
  private readonly recommendations: Moment[] = [];
  private readonly changes: { readonly at: number; readonly by: number }[] = [];

  constructor(private readonly rule: ScalingRule) {}

  /** One look: how many replicas there are to be from now on. */
  sync(now: number, current: number, total: number): number {
    const { minReplicas, maxReplicas, lagThreshold, scaleUp, scaleDown } = this.rule;
    const raw = recommended(current, total, lagThreshold);
    const stable = this.stabilized(now, current, Math.min(maxReplicas, Math.max(minReplicas, raw)));
    const most = current + allowed(scaleUp, current, +1, this.recent(now, +1));
    const least = current - allowed(scaleDown, current, -1, this.recent(now, -1));
    const next = Math.min(maxReplicas, Math.max(minReplicas, Math.min(most, Math.max(least, stable))));
    if (next !== current) this.changes.push({ at: now, by: next - current });
    return next;
  }

  /** The lowest of the recent recommendations on the way up, the highest on the way down. */
  private stabilized(now: number, current: number, recommendation: number): number {
    this.recommendations.push({ at: now, replicas: recommendation });
    const within = (seconds: number): number[] =>
      this.recommendations.filter(({ at }) => now - at <= seconds * 1000).map(({ replicas }) => replicas);
    const up = Math.min(...within(this.rule.scaleUp.stabilizationSeconds));
    const down = Math.max(...within(this.rule.scaleDown.stabilizationSeconds));
    return Math.min(Math.max(current, up), down);
  }

  /** Replicas that came (or went) within the last `seconds`. */
  private recent(now: number, sign: 1 | -1): (seconds: number) => number {
    return (seconds) =>
      this.changes
        .filter(({ at, by }) => now - at < seconds * 1000 && by * sign > 0)
        .reduce((sum, { by }) => sum + by * sign, 0);
  }
}

/** How many replicas may still come, or go, under the policy that allows most. */
function allowed(
  { policies }: ScalingSpeed,
  current: number,
  sign: 1 | -1,
  recent: (seconds: number) => number,
): number {
  const room = policies.map(({ type, value, periodSeconds }) => {
    const changed = recent(periodSeconds);
    const atFirst = current - sign * changed;
    return (type === 'Pods' ? value : Math.ceil((atFirst * value) / 100)) - changed;
  });
  return Math.max(0, ...room);
}
