import { Counter, Gauge, Histogram, Registry, type OpenMetricsContentType } from 'prom-client';
import {
  definitionOf,
  type CounterName,
  type GaugeName,
  type HistogramName,
  type MetricDefinition,
  type MetricName,
} from './catalogue';
import { OpenLabels, countedLabels, labelMistake } from './labels';
import type { Labels, Metrics } from './telemetry';

/** Metrics with the registry that holds them. */
export interface RegisteredMetrics extends Metrics {
  readonly registry: Registry<OpenMetricsContentType>;
}

type Reading = ReadonlyArray<{ readonly value: number; readonly labels?: Labels }>;

/** Label of exemplars, as Grafana and Prometheus know it. */
const EXEMPLAR = 'trace_id';

interface Made<M> {
  readonly definition: MetricDefinition;
  readonly metric: M;
}

/** Metrics are made when first used, so that a role shows only what it feeds. */
class LazyMetrics implements RegisteredMetrics {
  // The library takes exemplars only into a registry of this type; how it is shown is decided in renderMetrics.
  readonly registry = new Registry<OpenMetricsContentType>();
  readonly #made = new Map<MetricName, Made<unknown>>();
  readonly #open = new OpenLabels();
  readonly #readers = new Map<MetricName, Array<() => Reading>>();

  constructor(private readonly strict: boolean) {
    this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  }

  count(name: CounterName, labels: Labels = {}, by = 1): void {
    const { definition, metric } = this.#metric(name, (d) => new Counter(this.#base(d)));
    metric.inc(this.#checked(definition, labels), by);
  }

  observe(name: HistogramName, seconds: number, labels: Labels = {}, traceId?: string): void {
    const { definition, metric } = this.#metric(
      name,
      (d) => new Histogram({ ...this.#base(d), buckets: [...(d.buckets ?? [])], enableExemplars: true }),
    );
    const exemplarLabels = traceId === undefined ? {} : { [EXEMPLAR]: traceId };
    metric.observe({ labels: this.#checked(definition, labels), value: seconds, exemplarLabels });
  }

  gauge(name: GaugeName, value: number, labels: Labels = {}): void {
    const { definition, metric } = this.#metric(name, (d) => new Gauge(this.#base(d)));
    metric.set(this.#checked(definition, labels), value);
  }

  gaugeFrom(name: GaugeName, read: () => Reading): void {
    const readers = this.#readers.get(name);
    if (readers) return void readers.push(read);
    if (this.#made.has(name)) throw new Error(`${name} is set directly already and cannot be read as well`);
    const all = [read];
    this.#readers.set(name, all);
    this.#metric(name, (definition) => {
      const metric: Gauge = new Gauge({
        ...this.#base(definition),
        collect: () => {
          metric.reset();
          for (const { value, labels = {} } of all.flatMap((reader) => reader()))
            metric.set(this.#checked(definition, labels), value);
        },
      });
      return metric;
    });
  }

  #metric<M>(name: MetricName, make: (definition: MetricDefinition) => M): Made<M> {
    const known = this.#made.get(name);
    if (known) return known as Made<M>;
    const definition = definitionOf(name);
    const made = { definition, metric: make(definition) };
    this.#made.set(name, made);
    return made;
  }

  #checked(definition: MetricDefinition, labels: Labels): Record<string, string> {
    const mistake = this.strict ? labelMistake(definition, labels) : undefined;
    if (mistake) throw new Error(mistake);
    return this.#open.bounded(definition, countedLabels(definition, labels));
  }

  #base({ name, help, labels, merge }: MetricDefinition) {
    return {
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      ...(merge && { aggregator: merge }),
    };
  }
}

/** Metrics of one role. `strict`: labels outside the catalogue throw. */
export const registeredMetrics = (strict: boolean): RegisteredMetrics => new LazyMetrics(strict);
