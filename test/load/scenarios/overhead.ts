import { closedLoop, openLoop } from '../load/loops.ts';
import { RATE, watched, type Bench, type Load } from './bench.ts';

const RAMP_MS = 500;

/** One question at a time. */
export function single(bench: Bench): Promise<Load> {
  bench.progress('overhead with 1 in flight');
  const { asker, seconds } = bench;
  return watched(bench, (window) =>
    closedLoop(() => asker.ask(), { inFlight: 1, seconds: seconds * 2, rampMs: RAMP_MS }, window),
  );
}

/** A constant rate, whatever the mesh does. */
export function rate(bench: Bench): Promise<Load> {
  bench.progress(`overhead at ${RATE} inquiries per second`);
  const { asker, seconds } = bench;
  return watched(bench, (window) =>
    openLoop(() => asker.ask(), { perSecond: RATE, seconds: seconds * 2 }, window),
  );
}
