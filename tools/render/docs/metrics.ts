import { allMetrics, type MetricDefinition } from '@ssbtek/telemetry';
import { code, page, table } from './markdown.ts';
import type { RenderedFile } from '../file.ts';

const labels = ({ labels: names, values }: MetricDefinition): string =>
  names.map((name) => [code(name), values?.[name]?.join(', ')].filter(Boolean).join(': ')).join('; ') || '–';

const row = (metric: MetricDefinition): readonly string[] => [
  code(metric.name),
  metric.type,
  labels(metric),
  metric.help,
];

/** All metrics of the mesh itself. */
export const metrics = (): RenderedFile =>
  page(
    'docs/metrics.md',
    'Metrics',
    'At `/metrics` of the management port, as Prometheus text or OpenMetrics. No label ever tells about a person, a case, a caller or an officer.',
    table(['name', 'type', 'labels and their values', 'meaning'], allMetrics().map(row)),
    '## Buckets',
    'Upper bounds in seconds.',
    table(
      ['histogram', 'buckets'],
      allMetrics().flatMap(({ name, buckets }) => (buckets ? [[code(name), buckets.join(', ')]] : [])),
    ),
  );
