import { WORKER_SCALING, type WorkerScaling } from '../../tools/render/scaling/worker-scaling.ts';
import type { AgencyMood } from './model/agency.ts';
import type { ScalingRule } from './model/autoscaler.ts';
import type { GroupNumbers, Metric } from './model/group.ts';
import type { World } from './model/simulate.ts';

/** The mesh as it is configured by default, on a cluster whose nodes have the image. */
export const GROUP: GroupNumbers = {
  worker: { maxInFlight: 512, cpuMs: 2, skipMs: 0.1, agencyMs: 20_000, deadlineMs: 23_000 },
  partitions: 12,
  commitEveryMs: 250,
  podStartMs: 8000,
  rebalanceMs: 1000,
  scrapeMs: 15_000,
  metric: 'committed lag',
  rule: WORKER_SCALING,
};

/** A way to decide how many replicas there are. */
export interface Policy {
  readonly name: string;
  readonly metric: Metric | undefined;
  readonly rule: ScalingRule;
}

/** What Kubernetes does without `behavior`. */
const HPA_DEFAULTS: Pick<WorkerScaling, 'scaleUp' | 'scaleDown'> = {
  scaleUp: {
    stabilizationSeconds: 0,
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  scaleDown: { stabilizationSeconds: 300, policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
};
/** KEDA's default for `lagThreshold`. */
const KEDA_LAG_THRESHOLD = 10;

export const POLICIES = {
  none: { name: 'two replicas, always', metric: undefined, rule: WORKER_SCALING },
  keda: {
    name: "KEDA's and Kubernetes' defaults",
    metric: 'committed lag',
    rule: { ...WORKER_SCALING, ...HPA_DEFAULTS, lagThreshold: KEDA_LAG_THRESHOLD },
  },
  chosen: { name: 'chosen', metric: 'committed lag', rule: WORKER_SCALING },
  prometheus: {
    name: 'same numbers, own metric over Prometheus',
    metric: 'unfinished messages',
    rule: WORKER_SCALING,
  },
} as const satisfies Record<string, Policy>;
export type PolicyName = keyof typeof POLICIES;

/** A fault or a load, and what it is for. */
export interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly world: World;
}

const CALM: AgencyMood = { medianMs: 300, spread: 0.5, hanging: 0 };
const SLOW: AgencyMood = { medianMs: 5000, spread: 0.2, hanging: 0 };
const BASE = 50;
/** When what a scenario is about begins: just after the autoscaler has looked. */
export const START_MS = 61_000;

/** A value from `START_MS` on for so many seconds, another one before and after. */
const during =
  <T>(seconds: number, then: T, else_: T) =>
  (ms: number): T =>
    ms >= START_MS && ms < START_MS + seconds * 1000 ? then : else_;
const always =
  <T>(value: T) =>
  (): T =>
    value;

const calm: World = { seconds: 300, asking: always(BASE), passing: always(0), mood: always(CALM) };

export const SCENARIOS = {
  calm: { name: 'calm', what: '50 questions/s, answers after 0.3 s', world: calm },
  burst: {
    name: 'burst',
    what: '500/s for a minute',
    world: { ...calm, asking: during(60, 10 * BASE, BASE) },
  },
  slow: {
    name: 'slow agency',
    what: 'answers after 5 s for three minutes, 50/s',
    world: { ...calm, mood: during(180, SLOW, CALM) },
  },
  slowBusy: {
    name: 'slow agency, busy hour',
    what: 'answers after 5 s for three minutes, 300/s throughout',
    world: { ...calm, asking: always(6 * BASE), mood: during(180, SLOW, CALM) },
  },
  slowBurst: {
    name: 'slow agency and burst',
    what: 'answers after 5 s and 500/s, both for a minute',
    world: { ...calm, asking: during(60, 10 * BASE, BASE), mood: during(60, SLOW, CALM) },
  },
  tail: {
    name: 'one call in ten hangs',
    what: 'for three minutes, 50/s; too few for the breaker',
    world: { ...calm, mood: during(180, { ...CALM, hanging: 0.1 }, CALM) },
  },
  hanging: {
    name: 'agency hangs',
    what: 'no answer for three minutes; the breaker opens',
    world: { ...calm, mood: during(180, { ...CALM, hanging: 1 }, CALM) },
  },
  neighbour: {
    name: "another agency's burst",
    what: '500/s more for a minute that do not ask this agency',
    world: { ...calm, passing: during(60, 10 * BASE, 0) },
  },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;
