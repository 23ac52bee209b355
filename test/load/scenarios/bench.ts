import type { Asker } from '../load/asker.ts';
import { latencyOf, round, type Latency } from '../load/figures.ts';
import type { Measured, Window } from '../load/loops.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { used, type CpuTimes } from '../mesh/meter.ts';
import type { Probed } from '../probe/probed.ts';

/** Time of every simulated agency, the slowest included, ms. */
export const AGENCY_MS = 50;
/** Size of each agency's answer, about. */
export const AGENCY_BYTES = 5000;
/** Questions per second where the rate is constant. */
export const RATE = 50;
/** What agencies do unless something is to be tried. */
export const CALM = { latencyMs: AGENCY_MS, nonce: true, bytes: AGENCY_BYTES } as const;

/** What a scenario works with. */
export interface Bench {
  readonly mesh: Mesh;
  readonly asker: Asker;
  /** Length of a measurement, s. */
  readonly seconds: number;
  /** Numbers in flight for the throughput scenario. */
  readonly levels: readonly number[];
  readonly progress: (text: string) => void;
}

/** What a load came to. */
export interface Load {
  readonly perSecond: number;
  readonly latency: Latency;
  /** Latency without the slowest agency's time, ms. */
  readonly overhead: Latency;
  /** CPU per inquiry by process, ms; `load` is the load generator. */
  readonly cpuMs: CpuTimes;
  /** CPU per inquiry in the processes that are measured, ms. */
  readonly meshCpuMs: number;
  /** CPU of everything, as a number of cores. */
  readonly cores: number;
  /** What the processes told of themselves, by process. */
  readonly probes: Readonly<Record<string, Probed>>;
  /** Share of answers by overhead, for the plot. */
  readonly curve: readonly number[];
}

const CURVE_POINTS = 200;

/** Runs a load with a look at every process before and after the time that counts. */
export async function watched(
  { mesh }: Pick<Bench, 'mesh'>,
  run: (window: Required<Window>) => Promise<Measured>,
): Promise<Load> {
  const { children } = mesh.stage;
  let before: CpuTimes = {};
  let after: CpuTimes = {};
  let probes: ReturnType<typeof children.probe> | undefined;
  const { latencies, seconds } = await run({
    begin: () => {
      children.beginProbe(mesh.processes);
      before = mesh.meter.cpu();
    },
    end: () => {
      after = mesh.meter.cpu();
      probes = children.probe(mesh.processes);
      // Awaited below: until then the last answers are, and a rejection that nobody holds would end this process alone.
      probes.catch(() => undefined);
    },
  });
  const cpu = Object.entries(used(before, after));
  const count = Math.max(1, latencies.length);
  const perInquiry = (entries: readonly (readonly [string, number])[]): number =>
    round(entries.reduce((sum, [, ms]) => sum + ms, 0) / count, 3);
  return {
    perSecond: round(latencies.length / seconds, 1),
    latency: latencyOf(latencies),
    overhead: latencyOf(latencies, AGENCY_MS),
    cpuMs: Object.fromEntries(cpu.map((entry) => [entry[0], perInquiry([entry])])),
    meshCpuMs: perInquiry(cpu.filter(([name]) => mesh.processes.includes(name))),
    cores: round((perInquiry(cpu) * count) / (seconds * 1000)),
    probes: (await probes) ?? {},
    curve: curveOf(latencies),
  };
}

function curveOf(latencies: readonly number[]): readonly number[] {
  const sorted = latencies.map((latency) => latency - AGENCY_MS).sort((a, b) => a - b);
  const at = (index: number): number =>
    round(sorted[Math.floor((index / CURVE_POINTS) * (sorted.length - 1))] ?? 0);
  return Array.from({ length: CURVE_POINTS + 1 }, (_, index) => at(index));
}
