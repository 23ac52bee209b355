import { percentile, round } from '../load/figures.ts';
import { openLoop } from '../load/loops.ts';
import type { Start } from '../mesh/mesh.ts';
import { RATE, watched, type Bench } from './bench.ts';

/** What the first moments after a start are like. */
export interface Cold extends Start {
  /** CPU per inquiry of those first inquiries in the processes that are measured, ms. */
  readonly meshCpuMs: number;
  /** p99 of the latencies by piece of the time, ms, in turn; the pieces are {@link PIECE_SECONDS} long. */
  readonly p99: readonly number[];
}

const PIECE_SECONDS = 2;

/** Questions at a constant rate right after the start: nothing is compiled, no connection is open. */
export async function cold(bench: Bench, seconds: number): Promise<Cold> {
  bench.progress('cold start');
  const { asker, mesh } = bench;
  let latencies: readonly number[] = [];
  const load = await watched(bench, async (window) => {
    const measured = await openLoop(() => asker.ask(), { perSecond: RATE, seconds }, window);
    latencies = measured.latencies;
    return measured;
  });
  return { ...mesh.start, meshCpuMs: load.meshCpuMs, p99: p99ByPiece(latencies, RATE * PIECE_SECONDS) };
}

/** The p99 of each piece of so many latencies; what is left over at the end belongs to the last one. */
export function p99ByPiece(latencies: readonly number[], size: number): readonly number[] {
  const pieces = Math.max(1, Math.floor(latencies.length / size));
  return Array.from({ length: pieces }, (_, index) => {
    const end = index === pieces - 1 ? latencies.length : (index + 1) * size;
    return round(percentile(latencies.slice(index * size, end), 0.99));
  });
}

/**
 * Seconds after which the p99 has come within twice the warm one: the beginning of the first piece that is. Undefined
 * when none is.
 */
export function secondsUntilWarm({ p99 }: Pick<Cold, 'p99'>, warmMs: number): number | undefined {
  const index = p99.findIndex((ms) => ms <= warmMs * 2);
  return index < 0 ? undefined : index * PIECE_SECONDS;
}
