import { closedLoop } from '../load/loops.ts';
import { watched, type Bench, type Load } from './bench.ts';

/** What so many questions in flight come to. */
export interface Throughput extends Load {
  readonly inFlight: number;
}

const RAMP_MS = 2000;

/** Each number in flight in turn. */
export async function throughput(bench: Bench): Promise<readonly Throughput[]> {
  const results: Throughput[] = [];
  for (const inFlight of bench.levels) results.push(await level(bench, inFlight));
  return results;
}

/** So many questions in flight, for the length of a measurement. */
export async function level(bench: Bench, inFlight: number): Promise<Throughput> {
  bench.progress(`throughput with ${inFlight} in flight`);
  const { asker, seconds } = bench;
  const load = await watched(bench, (window) =>
    closedLoop(() => asker.ask(), { inFlight, seconds, rampMs: RAMP_MS }, window),
  );
  return { inFlight, ...load };
}
