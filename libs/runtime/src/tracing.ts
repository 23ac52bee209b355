import type { Telemetry } from '@ssbtek/telemetry';
import type { Tracing } from '@ssbtek/tracing';
import type { ProcessValues } from './process-settings';

/** What a stop gives traces to get away in, at most, ms: the time of a stop is for questions. */
const FLUSH_MS = 2000;

/** Who says that they come from this process. */
export interface TracedProcess {
  readonly instance: string;
  readonly version: string;
  /** Spans outside the catalogue throw: for tests. */
  readonly strict?: boolean;
}

/** The traces that the settings ask for. Where they are off, not even the library is loaded. */
export async function openTracing(
  values: ProcessValues,
  process: TracedProcess,
  { metrics, log }: Telemetry,
): Promise<Tracing | undefined> {
  const { tracing, tracingUrl, tracingSampleRatio, kafkaBrokers } = values;
  if (tracing === 'off' || tracingUrl === undefined) return undefined;
  const { otlpTracing } = await import('@ssbtek/tracing');
  let away = false;
  return otlpTracing({
    ...process,
    url: tracingUrl,
    sampleRatio: tracingSampleRatio,
    messagingSystem: kafkaBrokers ? 'kafka' : 'memory',
    counted: (result, spans) => {
      metrics.count('trace_spans_total', { result }, spans);
      // Once for each time that it goes away, not once a second.
      if (result === 'failed' && !away) log.warn('traces cannot be sent', { count: spans });
      if (result === 'sent' && away) log.info('traces can be sent again');
      away = result === 'failed';
    },
  });
}

/** How long a stop waits for traces to get away, ms. */
export const flushMs = (stopTimeoutMs: number): number => Math.min(FLUSH_MS, stopTimeoutMs / 4);
