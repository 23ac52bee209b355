import { definitionOf, type CATALOGUE, type MetricName } from '@ssbtek/telemetry';
import type { Windows } from './time.ts';

type Labels<N extends MetricName> = (typeof CATALOGUE)[N]['labels'][number];

/** Label matchers, each made by {@link is}, {@link isNot} or {@link oneOf}. */
export type Matchers<L extends string = string> = Readonly<Partial<Record<L | 'job', string>>>;

export const is = (value: string): string => `="${value}"`;
export const isNot = (value: string): string => `!="${value}"`;
export const oneOf = (...values: readonly string[]): string => `=~"${values.join('|')}"`;

/** All processes of the mesh, by the names that scrape jobs have everywhere. */
export const PROCESSES: Matchers = { job: oneOf('ingress', 'aggregator', 'worker-.+', 'simulator') };

const written = (matchers: Readonly<Record<string, string | undefined>> = {}): string => {
  const parts = Object.entries(matchers).map(([label, matcher]) => `${label}${matcher ?? ''}`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
};

/** A metric of the catalogue; name and labels are checked by the compiler. */
export const metric = <N extends MetricName>(name: N, matchers?: Matchers<Labels<N>>): string =>
  definitionOf(name).name + written(matchers);

/** The observations of a histogram. */
export const countOf = <N extends MetricName>(name: N, matchers?: Matchers<Labels<N>>): string =>
  `${definitionOf(name).name}_count${written(matchers)}`;

/**
 * Buckets of a histogram: all, or the one that ends at `upTo` seconds. Prometheus 2 keeps a bound as it was written,
 * Prometheus 3 gives whole numbers a decimal: both are meant.
 */
export function bucketOf<N extends MetricName>(
  name: N,
  matchers?: Matchers<Labels<N>>,
  upTo?: number,
): string {
  if (upTo !== undefined && definitionOf(name).buckets?.includes(upTo) !== true)
    throw new Error(`${name} has no bucket that ends at ${upTo}`);
  const le = upTo === undefined ? {} : { le: oneOf(String(upTo), upTo.toFixed(1)) };
  return `${definitionOf(name).name}_bucket${written({ ...matchers, ...le })}`;
}

/** A metric that Node or Prometheus itself has. */
export const foreign = (name: string, matchers: Matchers = PROCESSES): string => name + written(matchers);

export const sumBy = (labels: string, expr: string): string => `sum by (${labels}) (${expr})`;
export const maxBy = (labels: string, expr: string): string => `max by (${labels}) (${expr})`;
export const minBy = (labels: string, expr: string): string => `min by (${labels}) (${expr})`;

/**
 * Counters that have counted something within the window. A counter that appears with its first count has no
 * increase, so a series that was not there before counts too.
 */
export const grew = (counter: string, window: string): string =>
  `(increase(${counter}[${window}]) > 0 or (${counter} > 0 unless ${counter} offset ${window}))`;

/** Increase of a counter. */
export const increase = (counter: string, w: Windows, seconds: number): string =>
  `increase(${counter}[${w(seconds)}])`;
