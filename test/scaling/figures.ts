import { simulate, type Outcome } from './model/simulate.ts';
import { GROUP, POLICIES, SCENARIOS, START_MS, type PolicyName, type ScenarioName } from './scenarios.ts';

/** What a run is judged by. */
export interface Figures {
  /** Share of the questions whose data came in time. */
  readonly share: number;
  readonly mostReplicas: number;
  readonly meanReplicas: number;
  readonly rebalances: number;
  readonly longestWaitMs: number;
  /** From the beginning of what happens until nothing waits that could be in work, seconds. */
  readonly recoveredAfter: number;
}

/** Runs one scenario under one policy. */
export function run(scenario: ScenarioName, policy: PolicyName, minReplicas?: number): Outcome {
  const { metric, rule } = POLICIES[policy];
  const numbers = { ...GROUP, metric, rule: { ...rule, ...(minReplicas !== undefined && { minReplicas }) } };
  return simulate(SCENARIOS[scenario].world, numbers);
}

/** More messages than this that nobody has begun are a queue; a rebalance alone leaves fewer. */
const QUEUE = 600;

/** The figures of a run. */
export function figuresOf({ share, seconds, rebalances, longestWaitMs }: Outcome): Figures {
  const replicas = seconds.map((second) => second.replicas);
  const last = seconds.findLast(({ waiting }) => waiting > QUEUE)?.second ?? 0;
  return {
    share,
    mostReplicas: Math.max(...replicas),
    meanReplicas: replicas.reduce((sum, count) => sum + count, 0) / replicas.length,
    rebalances,
    longestWaitMs,
    recoveredAfter: Math.max(0, last - START_MS / 1000),
  };
}
