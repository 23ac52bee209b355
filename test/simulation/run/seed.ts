import { check } from '../checker/check.ts';
import type { Violation } from '../checker/violation.ts';
import { planOf, type PlanOptions } from '../faults/make-plan.ts';
import type { Mistakes } from '../mesh/mistakes.ts';
import type { Plan } from '../plan.ts';
import { runPlan, type Ran } from './run.ts';

/** Which of a seed's questions and faults are left; all when left out. */
export interface Left {
  readonly asks?: readonly number[] | undefined;
  readonly faults?: readonly number[] | undefined;
}

/** A run with its judgement. */
export interface Judged {
  readonly plan: Plan;
  readonly ran: Ran;
  readonly violations: readonly Violation[];
}

const those = <T>(of: readonly T[], left: readonly number[] | undefined): readonly T[] =>
  left ? of.filter((_, at) => left.includes(at)) : of;

/** The plan of a seed with only some of what it holds. */
export const reduced = (plan: Plan, { asks, faults }: Left): Plan => ({
  ...plan,
  asks: those(plan.asks, asks),
  faults: those(plan.faults, faults),
});

/** Runs a plan and judges it. */
export async function judge(plan: Plan, mistakes: Mistakes = {}): Promise<Judged> {
  const ran = await runPlan(plan, mistakes);
  return { plan, ran, violations: check(ran.history) };
}

/** Runs and judges what a seed decides. */
export const judgeSeed = (seed: number, options: PlanOptions, left: Left = {}): Promise<Judged> =>
  judge(reduced(planOf(seed, options), left));
