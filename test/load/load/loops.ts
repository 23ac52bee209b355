import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked } from './asker.ts';

/** One measurement. */
export interface Measured {
  /** Latency of each right answer in ms, in the order in which they came. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/** Called when measuring begins and when it ends, apart from warming up and running out. */
export interface Window {
  readonly begin?: () => void;
  readonly end?: () => void;
}

/**
 * Keeps `inFlight` questions in flight: each answer starts the next question. Answers count that come after
 * `rampMs` and within `seconds` from then.
 */
export async function closedLoop(
  ask: () => Promise<Asked>,
  {
    inFlight,
    seconds,
    rampMs,
  }: { readonly inFlight: number; readonly seconds: number; readonly rampMs: number },
  window: Window = {},
): Promise<Measured> {
  const latencies: number[] = [];
  let state: 'ramp' | 'measure' | 'over' = 'ramp';
  const lane = async (): Promise<void> => {
    while (state !== 'over') {
      const { latencyMs, ok } = await ask();
      if (ok && state === 'measure') latencies.push(latencyMs);
    }
  };
  const lanes = Array.from({ length: inFlight }, lane);
  await sleep(rampMs);
  window.begin?.();
  state = 'measure';
  const startedAt = performance.now();
  await sleep(seconds * 1000);
  state = 'over';
  const measured = (performance.now() - startedAt) / 1000;
  window.end?.();
  await Promise.all(lanes);
  return { latencies, seconds: measured };
}

/** How {@link openLoop} sends. */
export interface OpenLoopOptions {
  readonly perSecond: number;
  readonly seconds: number;
  /** Which questions' latencies are wanted; all unless said. */
  readonly counts?: (index: number) => boolean;
}

/**
 * Sends questions at a constant rate, whatever becomes of those before. The latency counts from the moment at which
 * a question was due, so that a stall is felt by every question that it held up (no coordinated omission).
 */
export async function openLoop(
  ask: (index: number) => Promise<Asked>,
  { perSecond, seconds, counts = () => true }: OpenLoopOptions,
  window: Window = {},
): Promise<Measured> {
  const count = Math.round(perSecond * seconds);
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  window.begin?.();
  const startedAt = performance.now();
  for (let index = 0; index < count; index++) {
    const due = startedAt + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const late = Math.max(0, performance.now() - due);
    const keep = ({ latencyMs, ok }: Asked): void => {
      if (ok && counts(index)) latencies.push(latencyMs + late);
    };
    answers.push(ask(index).then(keep));
  }
  const measured = (performance.now() - startedAt) / 1000;
  await Promise.all(answers);
  window.end?.();
  return { latencies, seconds: measured };
}
