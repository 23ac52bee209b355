import type { Tracer } from './tracing';
import type { CATALOGUE, CounterName, GaugeName, HistogramName, MetricName } from './catalogue';

/** Fields a log line may carry. Anything else is dropped: nothing personal can slip in. */
export interface LogFields {
  readonly inquiryId?: string | undefined;
  /** Trace of the inquiry, 32 hexadecimal digits. */
  readonly traceId?: string | undefined;
  readonly agency?: string | undefined;
  /** Several of them, each with what became of it, in fixed words and numbers. */
  readonly agencies?: string | undefined;
  /** Service of the agency, by the name of its protocol; the way in of a question: `soap`, `shs`. */
  readonly protocol?: string | undefined;
  readonly version?: string | undefined;
  readonly outcome?: string | undefined;
  readonly reason?: string | undefined;
  readonly topic?: string | undefined;
  readonly group?: string | undefined;
  readonly partition?: number | undefined;
  readonly offset?: string | undefined;
  readonly status?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly count?: number | undefined;
  readonly port?: number | undefined;
  readonly address?: string | undefined;
  /** `host:port` of a broker. */
  readonly broker?: string | undefined;
  /** What was asked of the broker: its word for a request, `connect`, `login`, or the client's part that did. */
  readonly operation?: string | undefined;
  /** Kafka's, Node's or OpenSSL's word for what went wrong. */
  readonly code?: string | undefined;
  /** Kafka's name for a setting of a topic; what it {@link is} there and what it must be. */
  readonly setting?: string | undefined;
  readonly is?: string | undefined;
  readonly mustBe?: string | undefined;
}

/** A logger whose lines are JSON with allow-listed fields. Messages are fixed sentences. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Words from `quiet` to `everything`; `silent` writes nothing. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Labels = Readonly<Record<string, string | number>>;

/** The labels of one metric, all of them. */
export type LabelsOf<N extends MetricName> = Readonly<
  Record<(typeof CATALOGUE)[N]['labels'][number], string | number>
>;

/** Metrics by catalogue name. Metrics without labels take none. */
export interface Metrics {
  /** Adds to a counter. */
  count<N extends CounterName>(name: N, labels?: LabelsOf<N>, by?: number): void;
  /**
   * Observes a histogram, seconds.
   * @param traceId of a recorded trace that shows what took so long: the bucket's exemplar
   */
  observe<N extends HistogramName>(name: N, seconds: number, labels?: LabelsOf<N>, traceId?: string): void;
  /** Sets a gauge. */
  gauge<N extends GaugeName>(name: N, value: number, labels?: LabelsOf<N>): void;
  /** A gauge read at each scrape; several readers of one name add up to one list. */
  gaugeFrom<N extends GaugeName>(
    name: N,
    read: () => ReadonlyArray<{ readonly value: number; readonly labels?: LabelsOf<N> }>,
  ): void;
}

/** Logs, metrics and traces of one role. */
export interface Telemetry {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}
