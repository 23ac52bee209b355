import type { Invariant } from '../checker/violation.ts';
import type { Mistakes } from '../mesh/mistakes.ts';
import type { Plan } from '../plan.ts';
import { judge, reduced, type Left } from './seed.ts';

/** Runs that shrinking may take. */
const MOST_RUNS = 400;

/**
 * The fewest faults and questions of a plan, as far as leaving out finds them, that still break the same rule: halves
 * first, then smaller and smaller parts (delta debugging).
 */
export async function shrunk(
  plan: Plan,
  invariant: Invariant,
  mistakes: () => Mistakes = () => ({}),
): Promise<{ readonly faults: readonly number[]; readonly asks: readonly number[] }> {
  let runs = 0;
  const breaks = async (left: Left): Promise<boolean> => {
    if ((runs += 1) > MOST_RUNS) return false;
    const { violations } = await judge(reduced(plan, left), mistakes());
    return violations.some((one) => one.invariant === invariant);
  };
  const all = (of: readonly unknown[]): readonly number[] => of.map((_, at) => at);
  const faults = await fewest(all(plan.faults), (some) => breaks({ faults: some }));
  const asks = await fewest(all(plan.asks), (some) => breaks({ faults, asks: some }));
  return { faults: await fewest(faults, (some) => breaks({ faults: some, asks })), asks };
}

/** A subset that still does it, from which no part can be left out. */
async function fewest(
  all: readonly number[],
  does: (some: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> {
  let left = all;
  if (left.length > 0 && (await does([]))) return [];
  for (let parts = 2; left.length > 1;) {
    const size = Math.ceil(left.length / parts);
    let smaller: readonly number[] | undefined;
    for (let at = 0; at < left.length && !smaller; at += size) {
      const others = left.filter((_, index) => index < at || index >= at + size);
      if (await does(others)) smaller = others;
    }
    if (smaller) {
      left = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) return left;
    else parts = Math.min(left.length, parts * 2);
  }
  return left;
}
