import { latencyOf, round, type Latency } from '../load/figures.ts';
import { closedLoop } from '../load/loops.ts';
import { used, type CpuTimes } from '../mesh/meter.ts';
import type { Bench } from './bench.ts';

/** What so many questions in flight come to. */
export interface Throughput {
  readonly inFlight: number;
  readonly perSecond: number;
  readonly latency: Latency;
  /** CPU per inquiry by process, ms; `load` is the load generator. */
  readonly cpuMs: CpuTimes;
  /** CPU per inquiry in the mesh's own processes, ms. */
  readonly meshCpuMs: number;
  /** CPU of everything, as a number of cores. */
  readonly cores: number;
}

const RAMP_MS = 2000;
/** Processes that are not the mesh. */
const APART = new Set(['simulator', 'kafka', 'load']);

/** Each number in flight in turn. */
export async function throughput(bench: Bench): Promise<readonly Throughput[]> {
  const results: Throughput[] = [];
  for (const inFlight of bench.levels) results.push(await level(bench, inFlight));
  return results;
}

/** So many questions in flight, for the length of a measurement. */
export async function level(
  { asker, mesh, seconds, progress }: Bench,
  inFlight: number,
): Promise<Throughput> {
  progress(`throughput with ${inFlight} in flight`);
  let before: CpuTimes = {};
  let after: CpuTimes = {};
  const measured = await closedLoop(
    () => asker.ask(),
    { inFlight, seconds, rampMs: RAMP_MS },
    { begin: () => (before = mesh.meter.cpu()), end: () => (after = mesh.meter.cpu()) },
  );
  const cpu = Object.entries(used(before, after));
  const count = measured.latencies.length;
  const perInquiry = (entries: readonly (readonly [string, number])[]): number =>
    round(entries.reduce((sum, [, ms]) => sum + ms, 0) / count, 3);
  return {
    inFlight,
    perSecond: round(count / measured.seconds, 1),
    latency: latencyOf(measured.latencies),
    cpuMs: Object.fromEntries(cpu.map((entry) => [entry[0], perInquiry([entry])])),
    meshCpuMs: perInquiry(cpu.filter(([name]) => !APART.has(name))),
    cores: round((perInquiry(cpu) * count) / (measured.seconds * 1000)),
  };
}
