import { totalmem } from 'node:os';
import { collectDefaultMetrics } from 'prom-client';
import type { RoleTelemetry } from './create';

/** Bytes. `limit` is the container's: 0, or more than there is, when it has none. */
export const memoryLimit = (limit = process.constrainedMemory(), total = totalmem()): number =>
  limit > 0 && limit < total ? limit : total;

/** Adds what belongs to the process and not to a role: event loop, memory, garbage collection, `build_info`. */
export function addProcessMetrics(telemetry: RoleTelemetry, version: string): void {
  // At the library's own 10 ms the measuring itself costs a percent of a core per process.
  collectDefaultMetrics({ register: telemetry.registry, eventLoopMonitoringPrecision: 100 });
  telemetry.metrics.gauge('memory_limit_bytes', memoryLimit());
  telemetry.metrics.gauge('build_info', 1, { version, node_version: process.versions.node });
}
