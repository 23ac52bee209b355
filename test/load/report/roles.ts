import type { CpuTimes } from '../mesh/meter.ts';

/** CPU by role: the workers together and each, and what is not the mesh last. */
export function rolesOf(cpuMs: CpuTimes): Readonly<Record<string, number>> {
  const workers = Object.entries(cpuMs).filter(([name]) => name.startsWith('worker-'));
  const of = (name: string): number => cpuMs[name] ?? 0;
  return {
    ingress: of('ingress'),
    aggregator: of('aggregator'),
    'workers together': workers.reduce((sum, [, ms]) => sum + ms, 0),
    ...Object.fromEntries(workers.map(([name, ms]) => [`  ${name}`, ms])),
    'apart: Kafka': of('kafka'),
    'apart: simulator': of('simulator'),
    'apart: load generator': of('load'),
  };
}
