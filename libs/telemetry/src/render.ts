import {
  AggregatorRegistry,
  Registry,
  type MetricObject,
  type MetricObjectWithValues,
  type MetricValueWithName,
  type RegistryContentType,
} from 'prom-client';
import type { RoleTelemetry } from './create';

/** The answer to `GET /metrics`. */
export interface RenderedMetrics {
  readonly contentType: string;
  readonly body: string;
}

const TEXT = Registry.PROMETHEUS_CONTENT_TYPE;
const OPENMETRICS = Registry.OPENMETRICS_CONTENT_TYPE;

function quality(accept: string, mediaType: string): number {
  const range = accept.split(',').find((part) => part.trim().toLowerCase().startsWith(mediaType));
  if (range === undefined) return 0;
  const q = /;\s*q=([0-9.]+)/i.exec(range)?.[1];
  return q === undefined ? 1 : Number(q);
}

/** True when OpenMetrics is asked for and nothing says that the plain text format is liked better. */
export function wantsOpenMetrics(accept: string): boolean {
  const open = quality(accept, 'application/openmetrics-text');
  return open > 0 && open >= quality(accept, 'text/plain');
}

/** OpenMetrics names a counter without `_total`; prom-client puts it back on each sample. */
const familyName = (metric: MetricObject): MetricObject =>
  (metric.type as unknown) === 'counter' ? { ...metric, name: metric.name.replace(/_total$/, '') } : metric;

/** prom-client leaves out what cannot be added up; one process has one start, whichever of its roles tells it. */
const toldByOne = (metric: MetricObject): MetricObject =>
  metric.aggregator === 'omit' ? { ...metric, aggregator: 'first' } : metric;

type Sample = MetricValueWithName<string> & { exemplar?: Exemplar | null };
interface Exemplar {
  readonly timestamp?: number;
}

const keyOf = ({ metricName = '', labels }: Sample): string =>
  JSON.stringify([metricName, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** The library drops exemplars when it adds samples up: each sample gets the newest of those it was made from. */
async function giveBackExemplars(
  merged: Registry<RegistryContentType>,
  families: readonly MetricObjectWithValues<Sample>[][],
): Promise<void> {
  const newest = new Map<string, Exemplar>();
  for (const sample of families.flat().flatMap(({ values }) => values)) {
    const { exemplar } = sample;
    if (!exemplar) continue;
    const known = newest.get(keyOf(sample))?.timestamp ?? 0;
    if ((exemplar.timestamp ?? 0) >= known) newest.set(keyOf(sample), exemplar);
  }
  if (newest.size === 0) return;
  for (const { values } of (await merged.getMetricsAsJSON()) as MetricObjectWithValues<Sample>[])
    for (const sample of values) sample.exemplar = newest.get(keyOf(sample)) ?? null;
}

/**
 * The metrics of several roles as one document: each family once, samples with equal labels added up (or as the
 * catalogue's `merge` says). `accept` is the header of the request.
 */
export async function renderMetrics(
  sources: ReadonlyArray<Pick<RoleTelemetry, 'registry'>>,
  accept = '',
): Promise<RenderedMetrics> {
  const contentType = wantsOpenMetrics(accept) ? OPENMETRICS : TEXT;
  const perSource = await Promise.all(sources.map(({ registry }) => registry.getMetricsAsJSON()));
  const families = perSource.map((metrics) =>
    metrics.map((metric) => toldByOne(contentType === OPENMETRICS ? familyName(metric) : metric)),
  );
  const merged = AggregatorRegistry.aggregate<RegistryContentType>(families);
  merged.setContentType(contentType);
  if (contentType === OPENMETRICS)
    await giveBackExemplars(merged, families as MetricObjectWithValues<Sample>[][]);
  return { contentType, body: await merged.metrics() };
}
