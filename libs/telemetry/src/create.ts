import type { OpenMetricsContentType, Registry } from 'prom-client';
import { jsonLog, toStandardOutput } from './log';
import { registeredMetrics } from './metrics';
import { NO_TRACER, type Tracer } from './tracing';
import type { LogLevel, Telemetry } from './telemetry';

export interface TelemetryOptions {
  /** Name of the role, in every log line. */
  readonly role: string;
  /** Unique per process start. */
  readonly instance: string;
  readonly level: LogLevel;
  /** Receives each log line; standard output when left out. */
  readonly write?: (line: string) => void;
  /** Labels that are not in the catalogue throw (tests); else they are counted as `other`. */
  readonly strict?: boolean;
  /** Records nothing when left out. */
  readonly tracer?: Tracer;
}

/** Telemetry of one role, with the registry that {@link renderMetrics} reads. */
export interface RoleTelemetry extends Telemetry {
  readonly registry: Registry<OpenMetricsContentType>;
}

/** Makes logs and metrics for one role. */
export function createTelemetry(options: TelemetryOptions): RoleTelemetry {
  const metrics = registeredMetrics(options.strict ?? false);
  return {
    log: jsonLog({ ...options, write: options.write ?? toStandardOutput }),
    metrics,
    tracer: options.tracer ?? NO_TRACER,
    registry: metrics.registry,
  };
}

/** Strict telemetry for tests: log lines are kept in `lines`, nothing is written. */
export function testTelemetry(
  role = 'test',
  tracer?: Tracer,
): RoleTelemetry & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const options = { role, instance: 'test', level: 'debug', write, strict: true } as const;
  return { ...createTelemetry({ ...options, ...(tracer && { tracer }) }), lines };
}
