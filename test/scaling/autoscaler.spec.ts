import { describe, expect, it } from 'vitest';
import type { ScalingSpeed } from '../../tools/render/scaling/worker-scaling.ts';
import { Autoscaler, recommended, reportedLag } from './model/autoscaler.ts';

const FAST: ScalingSpeed = {
  stabilizationSeconds: 0,
  policies: [{ type: 'Percent', value: 1000, periodSeconds: 15 }],
};
const rule = (more: Partial<ConstructorParameters<typeof Autoscaler>[0]> = {}) => ({
  minReplicas: 2,
  maxReplicas: 100,
  lagThreshold: 10,
  scaleUp: FAST,
  scaleDown: FAST,
  ...more,
});
/** Replicas over looks that are 15 s apart, each with its metric. */
const over = (scaler: Autoscaler, start: number, totals: readonly number[]): readonly number[] => {
  let replicas = start;
  return totals.map((total, i) => (replicas = scaler.sync(i * 15_000, replicas, total)));
};

describe('the autoscaler of Kubernetes', () => {
  it.each([
    ['twice the target doubles', 2, 40, 4],
    ['half of the target halves', 4, 20, 2],
    ['nearly a tenth above is put up with', 10, 109, 10],
    ['a little more is not', 10, 111, 12],
    ['nearly a tenth below is put up with', 10, 91, 10],
    ['parts of a replica are whole ones', 2, 31, 4],
  ])('counts replicas by the sum over the target: %s', (_, current, total, expected) => {
    expect(recommended(current, total, 10)).toBe(expected);
  });

  it('stays between minimum and maximum', () => {
    expect(over(new Autoscaler(rule({ maxReplicas: 12 })), 2, [0, 1000])).toEqual([2, 12]);
  });

  it('goes up by the policy that allows most: four, or twice as many', () => {
    const scaleUp: ScalingSpeed = {
      stabilizationSeconds: 0,
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 15 },
        { type: 'Percent', value: 100, periodSeconds: 15 },
      ],
    };
    expect(over(new Autoscaler(rule({ scaleUp })), 2, [1000, 1000, 1000, 1000])).toEqual([6, 12, 24, 48]);
  });

  it('rounds a percentage of the way down up: 80, 72, 64', () => {
    const scaleDown: ScalingSpeed = {
      stabilizationSeconds: 0,
      policies: [{ type: 'Percent', value: 10, periodSeconds: 15 }],
    };
    expect(over(new Autoscaler(rule({ scaleDown })), 80, [10, 10])).toEqual([72, 64]);
  });

  it('lets no more go within the period than the policy says', () => {
    const scaleDown: ScalingSpeed = {
      stabilizationSeconds: 0,
      policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
    };
    expect(over(new Autoscaler(rule({ scaleDown })), 5, [0, 0, 0, 0, 0])).toEqual([4, 4, 4, 4, 3]);
  });

  it('goes down only to the highest recommendation within the window', () => {
    const scaler = new Autoscaler(rule({ scaleDown: { ...FAST, stabilizationSeconds: 60 } }));
    expect(over(scaler, 2, [80, 0, 0, 0, 0, 0])).toEqual([8, 8, 8, 8, 8, 2]);
  });
});

describe("KEDA's Kafka scaler", () => {
  it('tells the lag of all partitions, but not more than a replica for each', () => {
    expect(reportedLag([5, 0, 7], 10)).toBe(12);
    expect(reportedLag([500, 0, 0], 10)).toBe(30);
  });
});
