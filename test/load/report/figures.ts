import { secondsUntilWarm } from '../scenarios/cold.ts';
import type { Load } from '../scenarios/bench.ts';
import type { TurnResults } from './results.ts';

/** The figures of a turn by name, in the order in which they are shown; those that were not measured are absent. */
export function figuresOf(turn: TurnResults): ReadonlyMap<string, number> {
  const { single, rate, throughput = [], idle, 'hanging-tenth': tenth } = turn;
  const memory = Object.values(turn.memoryMib);
  const all: readonly (readonly [string, number | undefined])[] = [
    ...loadFigures('1 in flight', single),
    ...loadFigures('50/s', rate),
    ...throughput.flatMap((level) => levelFigures(level)),
    ['idle: CPU ms/s', idle?.cpuMsPerSecond],
    ['memory of all processes, MiB', memory.reduce((sum, mib) => sum + mib, 0)],
    ['memory of the largest process, MiB', Math.max(0, ...memory)],
    ['one in ten hangs: others answered, share', tenth && tenth.answered / Math.max(1, tenth.asked)],
    ['one in ten hangs: others p50, ms', tenth?.latency.p50],
    ['one in ten hangs: others p99, ms', tenth?.latency.p99],
    ...coldFigures(turn),
  ];
  return new Map(all.filter((entry): entry is [string, number] => entry[1] !== undefined));
}

const loadFigures = (name: string, load: Load | undefined) =>
  [
    [`${name}: overhead p50, ms`, load?.overhead.p50],
    [`${name}: overhead p99, ms`, load?.overhead.p99],
    [`${name}: CPU s per 1,000`, load?.meshCpuMs],
  ] as const;

const levelFigures = ({ inFlight, perSecond, meshCpuMs, latency }: Load & { readonly inFlight: number }) =>
  [
    [`${inFlight} in flight: inquiries/s`, perSecond],
    [`${inFlight} in flight: CPU s per 1,000`, meshCpuMs],
    [`${inFlight} in flight: latency p99, ms`, latency.p99],
  ] as const;

function coldFigures({ cold, rate }: TurnResults): readonly (readonly [string, number | undefined])[] {
  if (!cold) return [];
  return [
    ['cold: seconds until ready', cold.readySeconds],
    ['cold: CPU s until ready', cold.cpuMs / 1000],
    ['cold: CPU s of the first 1,000', cold.meshCpuMs],
    ['cold: the first 1,000 by warm ones, CPU', rate && cold.meshCpuMs / rate.meshCpuMs],
    ['cold: seconds until p99 within twice the warm one', rate && secondsUntilWarm(cold, rate.latency.p99)],
  ];
}
