import type { CpuTimes } from '../mesh/meter.ts';

/** Processes that are not what is measured. */
export const APART: ReadonlySet<string> = new Set(['kafka', 'simulator', 'agencies', 'load']);

/** CPU by role: the workers together, and what is not the mesh last. */
export function rolesOf(cpuMs: CpuTimes): Readonly<Record<string, number>> {
  const workers = Object.entries(cpuMs).filter(([name]) => name.startsWith('worker'));
  const of = (name: string): number => cpuMs[name] ?? 0;
  return {
    ingress: of('ingress'),
    aggregator: of('aggregator'),
    workers: workers.reduce((sum, [, ms]) => sum + ms, 0),
    'apart: Kafka': of('kafka'),
    'apart: agencies': of('agencies') + of('simulator'),
    'apart: load': of('load'),
  };
}
