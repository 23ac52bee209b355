import { collectDefaultMetrics } from 'prom-client';
import type { RoleTelemetry } from './create';

/** Adds what belongs to the process and not to a role: event loop, memory, garbage collection, `build_info`. */
export function addProcessMetrics(telemetry: RoleTelemetry, version: string): void {
  // At the library's own 10 ms the measuring itself costs a percent of a core per process.
  collectDefaultMetrics({ register: telemetry.registry, eventLoopMonitoringPrecision: 100 });
  telemetry.metrics.gauge('build_info', 1, { version, node: process.versions.node });
}
