import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Hanging } from '../scenarios/hanging.ts';
import type { Overhead } from '../scenarios/overhead.ts';
import type { Throughput } from '../scenarios/throughput.ts';

/** Everything that a run has measured; scenarios that were left out are absent. */
export interface Results {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly settings: { readonly agencyMs: number; readonly seconds: number; readonly quick: boolean };
  readonly single?: Overhead;
  readonly rate?: Overhead;
  readonly throughput?: readonly Throughput[];
  readonly 'hanging-person'?: Hanging;
  readonly 'hanging-agency'?: Hanging;
  /** What other programs of the machine used meanwhile, in cores, by scenario. */
  readonly otherPrograms: Readonly<Record<string, number>>;
  /** Most resident memory by process, MiB. */
  readonly memoryMib: Readonly<Record<string, number>>;
  readonly answers: { readonly count: number; readonly meanBytes: number };
  /** What was wrong with answers, and how often. */
  readonly violations: Readonly<Record<string, number>>;
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
