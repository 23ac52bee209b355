import { AggregatorRegistry, Registry, type MetricObject, type RegistryContentType } from 'prom-client';
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
  return { contentType, body: await merged.metrics() };
}
