import { setTimeout as sleep } from 'node:timers/promises';
import { round } from '../load/figures.ts';
import { used } from '../mesh/meter.ts';
import type { Bench } from './bench.ts';

/** What the processes use when nobody asks. */
export interface Idle {
  /** CPU of all processes that are measured, ms in a second. */
  readonly cpuMsPerSecond: number;
}

const SETTLE_MS = 1000;

/** Nobody asks. */
export async function idle({ mesh, seconds, progress }: Bench): Promise<Idle> {
  progress('nobody asks');
  await sleep(SETTLE_MS);
  const [before, startedAt] = [mesh.meter.cpu(), performance.now()];
  await sleep(seconds * 1000);
  const cpu = used(before, mesh.meter.cpu());
  const ms = mesh.processes.reduce((sum, name) => sum + (cpu[name] ?? 0), 0);
  return { cpuMsPerSecond: round((ms * 1000) / (performance.now() - startedAt), 1) };
}
