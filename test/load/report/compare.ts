import { percentile } from '../load/figures.ts';
import type { SideName } from '../plan.ts';
import { figuresOf } from './figures.ts';
import type { TurnResults } from './results.ts';

/** The median of some values, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One figure of every side, and this checkout's ratio to each of the others. */
export interface Comparison {
  readonly name: string;
  readonly values: Readonly<Partial<Record<SideName, Spread>>>;
  /** This checkout by the other side, of the turns of the same round: what the machine does in an hour falls out. */
  readonly ratios: Readonly<Partial<Record<SideName, Spread>>>;
}

const OTHERS = ['other', 'floor'] as const;

/** Every figure that this checkout's turns have. */
export function compare(turns: readonly TurnResults[]): readonly Comparison[] {
  const figures = turns.map((turn) => ({ ...turn, figures: figuresOf(turn) }));
  const names = new Set(
    figures.filter(({ side }) => side === 'here').flatMap((turn) => [...turn.figures.keys()]),
  );
  const valuesOf = (side: SideName, name: string): ReadonlyMap<number, number> =>
    new Map(
      figures.flatMap((turn) => {
        const value = turn.side === side ? turn.figures.get(name) : undefined;
        return value === undefined ? [] : [[turn.round, value] as const];
      }),
    );
  return [...names].map((name) => {
    const here = valuesOf('here', name);
    const others = OTHERS.map((side) => [side, valuesOf(side, name)] as const);
    const ratios = others.map(([side, values]) => [side, ratiosOf(here, values)] as const);
    return {
      name,
      values: present([
        ['here', spreadOf([...here.values()])],
        ...others.map(([side, v]) => [side, spreadOf([...v.values()])] as const),
      ]),
      ratios: present(ratios.map(([side, values]) => [side, spreadOf(values)] as const)),
    };
  });
}

const ratiosOf = (here: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): readonly number[] =>
  [...here].flatMap(([round, value]) => {
    const against = other.get(round);
    return against === undefined || against <= 0 ? [] : [value / against];
  });

/** Of an even number the mean of the two in the middle; undefined without values. */
function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const median = ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
  return { median, min: percentile(values, 0), max: percentile(values, 1) };
}

const present = (
  entries: readonly (readonly [SideName, Spread | undefined])[],
): Readonly<Partial<Record<SideName, Spread>>> =>
  Object.fromEntries(entries.filter((entry) => entry[1] !== undefined));
