import { compare, type Comparison } from './compare.ts';
import { violationsOf, type Results } from './results.ts';

/** One figure that is to be reached. */
export interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly value: string;
  readonly met: boolean;
}

/** What this checkout's figures, or their ratios to the floor, are to be at most. */
const FLOOR_GOALS: readonly (readonly [figure: string, most: number])[] = [
  ['1 in flight: overhead p50, ms', 1.4],
  ['50/s: overhead p50, ms', 1.4],
  ['1 in flight: CPU s per 1,000', 1.6],
  ['50/s: CPU s per 1,000', 1.6],
  ['50 in flight: CPU s per 1,000', 1.6],
  ['200 in flight: CPU s per 1,000', 1.6],
];
const GOALS: readonly (readonly [figure: string, most: number])[] = [
  ['memory of all processes, MiB', 1000],
  ['memory of the largest process, MiB', 110],
  ['cold: the first 1,000 by warm ones, CPU', 2],
];
const HANGING_PERCENT = 10;

/** The goals whose figures were measured, each met or missed. */
export function goals(results: Results): readonly Goal[] {
  const comparisons = compare(results.turns);
  const of = (figure: string): Comparison | undefined => comparisons.find(({ name }) => name === figure);
  const wrong = violationsOf(results).reduce((sum, [, times]) => sum + times, 0);
  return [
    ...FLOOR_GOALS.flatMap(([name, most]) =>
      atMost(`${name}, by the floor`, of(name)?.ratios.floor?.median, most),
    ),
    ...GOALS.flatMap(([name, most]) => atMost(name, of(name)?.values.here?.median, most)),
    ...hangingGoals(results),
    { name: 'wrong answers', goal: '0', value: String(wrong), met: wrong === 0 },
  ];
}

const atMost = (name: string, value: number | undefined, most: number): readonly Goal[] =>
  value === undefined ? [] : [{ name, goal: `<= ${most}`, value: value.toFixed(2), met: value <= most }];

function hangingGoals({ turns }: Results): readonly Goal[] {
  return turns
    .filter(({ side }) => side === 'here')
    .flatMap(({ 'hanging-person': person, 'hanging-agency': agency }) => [
      ...atMost('one person hangs: p99 of the others, % more', person?.p99Percent, HANGING_PERCENT),
      ...atMost('one agency hangs: p99 of the others, % more', agency?.p99Percent, HANGING_PERCENT),
    ]);
}
