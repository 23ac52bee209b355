import { definitionOf, type CATALOGUE, type MetricName } from '@ssbtek/telemetry';

type Labels<N extends MetricName> = (typeof CATALOGUE)[N]['labels'][number];

/** Label matchers, each made by {@link is} or {@link oneOf}. */
export type Matchers<L extends string = string> = Readonly<Partial<Record<L, string>>>;

export const is = (value: string): string => `="${value}"`;
export const oneOf = (...values: readonly string[]): string => `=~"${values.join('|')}"`;

/** Of the namespace that the reader has chosen; where targets have none, of all. */
const written = (matchers: Readonly<Record<string, string | undefined>> = {}): string =>
  `{${Object.entries({ namespace: '=~"$namespace"', ...matchers })
    .map(([label, matcher]) => `${label}${matcher ?? ''}`)
    .join(',')}}`;

/** A metric of the catalogue; name and labels are checked by the compiler. */
export const metric = <N extends MetricName>(name: N, matchers?: Matchers<Labels<N>>): string =>
  definitionOf(name).name + written(matchers);

/** Buckets of a histogram. */
export const bucketOf = <N extends MetricName>(name: N, matchers?: Matchers<Labels<N>>): string =>
  `${definitionOf(name).name}_bucket${written(matchers)}`;

/** A metric of Node or Prometheus itself, of our processes. */
export const foreign = (name: string): string => name + written({ mesh: is('ssbtek') });

/** A recorded series, or one of others. */
export const series = (name: string, matchers: Readonly<Record<string, string>> = {}): string =>
  name + written(matchers);

export const sumBy = (labels: string, expr: string): string => `sum by (${labels}) (${expr})`;
export const maxBy = (labels: string, expr: string): string => `max by (${labels}) (${expr})`;
export const minBy = (labels: string, expr: string): string => `min by (${labels}) (${expr})`;
