import { setTimeout as sleep } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Tracer } from '@ssbtek/telemetry';
import { CountingExporter, type ExportResult } from './counting-exporter';
import { RecordingTracer } from './recording-tracer';

export type { ExportResult } from './counting-exporter';

/** Spans kept while the store is slow, in a process; more are dropped. About 300 questions in all-in-one. */
const QUEUE = 8192;
const EXPORT_EVERY_MS = 1000;
const EXPORT_TIMEOUT_MS = 5000;

export interface TracingOptions {
  /** Where spans go, OTLP over HTTP: `http://host:4318/v1/traces`. */
  readonly url: string;
  /** Share of the questions whose traces are recorded, 0 to 1; the ingress decides, the others follow. */
  readonly sampleRatio: number;
  /** Unique per process start. */
  readonly instance: string;
  readonly version: string;
  readonly messagingSystem: 'kafka' | 'memory';
  /** Attributes outside the catalogue throw (tests); else they are left out. */
  readonly strict?: boolean;
  readonly counted?: (result: ExportResult, spans: number) => void;
}

/** Traces of a process by OpenTelemetry. */
export interface Tracing {
  /** The tracer of a role: its spans are those of the service `ssbtek-<role>`. */
  tracer(role: string): Tracer;
  /** Sends what is left, for at most so long. Never rejects. */
  stop(timeoutMs: number): Promise<void>;
}

class OtlpTracing implements Tracing {
  readonly #processor: SpanProcessor;

  constructor(private readonly options: TracingOptions) {
    const { url, counted = () => undefined } = options;
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS });
    this.#processor = new BatchSpanProcessor({
      exporter: new CountingExporter(exporter, counted),
      maxQueueSize: QUEUE,
      scheduledDelayMillis: EXPORT_EVERY_MS,
      exportTimeoutMillis: EXPORT_TIMEOUT_MS,
    });
  }

  tracer(role: string): Tracer {
    const { sampleRatio, instance, version, messagingSystem, strict = false } = this.options;
    const provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.namespace': 'ssbtek',
        'service.name': `ssbtek-${role}`,
        'service.version': version,
        'service.instance.id': instance,
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
      spanProcessors: [this.#processor],
    });
    const common = { 'messaging.system': messagingSystem };
    return new RecordingTracer(provider.getTracer('ssbtek-mesh', version), common, strict);
  }

  async stop(timeoutMs: number): Promise<void> {
    const given = new AbortController();
    const over = sleep(timeoutMs, undefined, { signal: given.signal }).catch(() => undefined);
    await Promise.race([this.#processor.shutdown().catch(() => undefined), over]);
    given.abort();
  }
}

/** Traces that go to a store by OTLP over HTTP. Nothing is sent before the first span has ended. */
export const otlpTracing = (options: TracingOptions): Tracing => new OtlpTracing(options);
