import { latencyOf, type Latency } from '../load/figures.ts';
import { closedLoop, openLoop, type Measured } from '../load/loops.ts';
import { AGENCY_MS, RATE, type Bench } from './bench.ts';

/** Latency of whole inquiries, and what is left of it without the slowest agency, ms. */
export interface Overhead {
  readonly latency: Latency;
  readonly overhead: Latency;
  /** Share of answers by overhead, for the plot. */
  readonly curve: readonly number[];
}

const RAMP_MS = 500;
const CURVE_POINTS = 200;

/** One question at a time. */
export async function single({ asker, seconds, progress }: Bench): Promise<Overhead> {
  progress('overhead with 1 in flight');
  return overheadOf(
    await closedLoop(() => asker.ask(), { inFlight: 1, seconds: seconds * 2, rampMs: RAMP_MS }),
  );
}

/** A constant rate, whatever the mesh does. */
export async function rate({ asker, seconds, progress }: Bench): Promise<Overhead> {
  progress(`overhead at ${RATE} inquiries per second`);
  return overheadOf(await openLoop(() => asker.ask(), { perSecond: RATE, seconds: seconds * 2 }));
}

function overheadOf({ latencies }: Measured): Overhead {
  const sorted = latencies.map((latency) => latency - AGENCY_MS).sort((a, b) => a - b);
  const point = (index: number): number =>
    sorted[Math.floor((index / CURVE_POINTS) * (sorted.length - 1))] ?? 0;
  return {
    latency: latencyOf(latencies),
    overhead: latencyOf(latencies, AGENCY_MS),
    curve: Array.from({ length: CURVE_POINTS + 1 }, (_, index) => Number(point(index).toFixed(2))),
  };
}
