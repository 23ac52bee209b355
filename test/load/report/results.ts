import { availableParallelism, cpus, totalmem } from 'node:os';
import type { SideName, Turn } from '../plan.ts';
import type { Load } from '../scenarios/bench.ts';
import type { Cold } from '../scenarios/cold.ts';
import type { Hanging, Tenth } from '../scenarios/hanging.ts';
import type { Idle } from '../scenarios/idle.ts';
import type { Throughput } from '../scenarios/throughput.ts';

/** What the scenarios of one turn have measured; those that were left out are absent. */
export interface Measurements {
  readonly cold?: Cold;
  readonly single?: Load;
  readonly rate?: Load;
  readonly throughput?: readonly Throughput[];
  readonly idle?: Idle;
  readonly 'hanging-tenth'?: Tenth;
  readonly 'hanging-person'?: Hanging;
  readonly 'hanging-agency'?: Hanging;
}

/** Everything that one side's turn has measured. */
export interface TurnResults extends Measurements, Turn {
  /** What other programs of the machine used meanwhile, in cores, by scenario. */
  readonly otherPrograms: Readonly<Record<string, number>>;
  /** Most resident memory by process that is measured, MiB. */
  readonly memoryMib: Readonly<Record<string, number>>;
  readonly answers: { readonly count: number; readonly meanBytes: number };
  /** What was wrong with answers, and how often. */
  readonly violations: Readonly<Record<string, number>>;
}

/** Everything that a run has measured. */
export interface Results {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly settings: { readonly agencyMs: number; readonly seconds: number; readonly quick: boolean };
  /** What each side is. */
  readonly sides: Readonly<Partial<Record<SideName, string>>>;
  readonly turns: readonly TurnResults[];
}

/** Where the figures were taken. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGib: number;
  readonly node: string;
}

/** This machine. */
export const machine = (): Machine => ({
  cores: availableParallelism(),
  model: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGib: Math.round(totalmem() / 1024 ** 3),
  node: process.version,
});

/** The wrong answers of all turns, with the side in front. */
export const violationsOf = ({ turns }: Results): readonly (readonly [what: string, times: number])[] =>
  turns.flatMap(({ side, violations }) =>
    Object.entries(violations).map(([what, times]) => [`${side}: ${what}`, times] as const),
  );
