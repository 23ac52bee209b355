import type { Mood } from './mesh/agencies.ts';
import type { Numbers } from './mesh/numbers.ts';

/** One question that will be asked. Times in virtual ms. */
export interface PlannedAsk {
  readonly at: number;
  readonly version: string;
  readonly typ: 'fraga' | 'test' | 'unreadable';
  readonly koder: readonly string[];
  readonly person: string;
  readonly korrelationsid: string;
  /** Which of the callers' organisations asks. */
  readonly organisation: string;
  /** The caller goes so long after it has asked. */
  readonly leavesAfter?: number;
  /** How long the caller takes to fetch the answer. */
  readonly fetchMs: number;
}

/** One thing that goes wrong. What the numbers mean is the kind's own. */
export interface PlannedFault {
  readonly kind: string;
  readonly at: number;
  /** How long. */
  readonly ms: number;
  /** From 0 up to 1: picks whom it hits, among those that are there then. */
  readonly whom: number;
  /** From 0 up to 1: how bad it is. */
  readonly how: number;
}

/** All that a seed decides beforehand; what it decides on the way are the draws of the same seed. */
export interface Plan {
  readonly seed: number;
  readonly documents: 'plain' | 'real';
  readonly numbers: Numbers;
  /** Replicas of each role: `ingress`, `aggregator`, `worker-<kod>`. */
  readonly replicas: Readonly<Record<string, number>>;
  /** Half of the answers of agencies are faster, ms. */
  readonly agencyMedianMs: number;
  /** Bytes that answers have more, by agency. */
  readonly padding: Readonly<Record<string, number>>;
  readonly asks: readonly PlannedAsk[];
  readonly faults: readonly PlannedFault[];
}

/** Grows with new kinds of fault: each edition draws its own apart from those before it. */
export const EDITION = 2;

export type { Mood };
