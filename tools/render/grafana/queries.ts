import { bucketOf, type Matchers, metric, sumBy } from './promql.ts';
import { type CATALOGUE, type CounterName, type HistogramName } from '@ssbtek/telemetry';
import type { Query } from './panel.ts';

/** What Grafana makes of the time that is shown and the scrape interval. */
const INTERVAL = '$__rate_interval';
/** The agencies that the reader has chosen. */
export const CHOSEN = '=~"$agency"';

type LabelsOf<N extends CounterName | HistogramName> = (typeof CATALOGUE)[N]['labels'][number];

/** What a curve is called that stands for one value of each of these labels. */
const legendOf = (labels: string): string =>
  labels
    .split(', ')
    .map((one) => `{{${one}}}`)
    .join(' ');

/** How often a counter counts, per second, added up by a label. */
export const ratesBy = <N extends CounterName>(
  label: string,
  name: N,
  matchers?: Matchers<LabelsOf<N>>,
): Query => ({
  expr: sumBy(label, `rate(${metric(name, matchers)}[${INTERVAL}])`),
  legend: legendOf(label),
});

const quantile = (share: number, by: string, bucket: string): string =>
  `histogram_quantile(${share}, ${sumBy(by, `rate(${bucket}[${INTERVAL}])`)})`;

/** Quantiles of a histogram, one curve for each and each value of the labels. */
export function quantilesOf<N extends HistogramName>(
  name: N,
  shares: readonly number[],
  label = '',
  matchers?: Matchers<LabelsOf<N>>,
): readonly Query[] {
  const by = ['le', label].filter(Boolean).join(', ');
  return shares.map((share) => ({
    expr: quantile(share, by, bucketOf(name, matchers)),
    legend: [`p${share * 100}`, ...(label ? [legendOf(label)] : [])].join(' '),
    exemplars: true as const,
  }));
}

/** A query as it is, with what its curve is called. */
export const shown = (expr: string, legend: string): Query => ({ expr, legend });
