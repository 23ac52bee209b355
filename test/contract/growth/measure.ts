import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';

/** Twice the size may take this many times the work: twice, and what a growing heap adds. */
const MOST = 2.5;
/** Measuring goes on for so long, in ms, before work is said to grow too fast: the least that is seen counts. */
const UNTIL_SURE = 20_000;
/** Microseconds. What takes less for the larger size hurts nobody, and is mostly the clock and the heap. */
const HARMLESS = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Microseconds of this process's own work; other processes do not count. */
function workOf(step: () => unknown): number {
  const before = process.cpuUsage();
  step();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Rounds whose median says something. */
const ENOUGH = 5;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/**
 * How many times the work twice the size takes, over as many rounds as it takes to be sure: by the least of either
 * size, or by the median of the rounds, whichever is less. (The first stands still when one lucky round of the smaller
 * is never met again, the second when the machine is slow for half of the time.) The smaller is done twice, so that
 * both take about as long and suffer alike from what else goes on. 1 for work that is too little to matter.
 * @param untilSure ms of measuring
 */
export function growthOf(small: () => unknown, large: () => unknown, untilSure = UNTIL_SURE): number {
  const smallTwice = (): void => {
    small();
    small();
  };
  let [leastTwice, least] = [Infinity, Infinity];
  const rounds: number[] = [];
  const growth = (): number =>
    Math.min((2 * least) / leastTwice, rounds.length < ENOUGH ? Infinity : median(rounds));
  const start = performance.now();
  do {
    const [twice, once] = [workOf(smallTwice), workOf(large)];
    leastTwice = Math.min(leastTwice, twice);
    least = Math.min(least, once);
    rounds.push((2 * once) / twice);
    if (least < HARMLESS) return 1;
    if (growth() <= MOST) break;
    collectGarbage();
  } while (performance.now() - start < untilSure);
  return growth();
}

/** What reads or writes outside text: made ready for a size, and then measured. */
export type Reader = (size: number) => () => unknown;

/** Fails when twice the size takes more than 2.5 times the work. */
export function expectLinear(reader: Reader, size: number): void {
  expect(growthOf(reader(size), reader(2 * size))).toBeLessThanOrEqual(MOST);
}
