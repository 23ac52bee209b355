import type { Happening } from '../history.ts';
import type { Violation } from '../checker/violation.ts';

/** What a process of its own is to do: it says {@link Told} for it, and ends when it is told nothing more. */
export type Task =
  /** Runs these seeds one after the other and tells what became of each. */
  | { readonly do: 'seeds'; readonly from: number; readonly to: number; readonly inquiries: number }
  /** Runs one seed and tells all that it came to. */
  | ({ readonly do: 'one'; readonly shrink: boolean } & One);

/** One seed, or what is left of it. */
export interface One {
  readonly seed: number;
  readonly inquiries: number;
  readonly documents?: 'plain' | 'real' | undefined;
  readonly faults?: readonly number[] | undefined;
  readonly asks?: readonly number[] | undefined;
  /** Of the kinds of fault. */
  readonly edition?: number | undefined;
  /** Name of a planted mistake. */
  readonly mistake?: string | undefined;
}

/** What became of a seed. */
export interface SeedResult {
  readonly seed: number;
  readonly inquiries: number;
  readonly steps: number;
  readonly virtualMs: number;
  /** How often each kind of fault happened. */
  readonly kinds: Readonly<Record<string, number>>;
  /** How questions ended, and how often. */
  readonly ends: Readonly<Record<string, number>>;
  readonly found: ReadonlyArray<Pick<Violation, 'invariant' | 'what'>>;
}

/** All that one run came to. */
export interface OneResult {
  readonly hash: string;
  readonly events: number;
  readonly violations: readonly Violation[];
  readonly faults: ReadonlyArray<{ readonly at: number; readonly kind: string; readonly index: number }>;
  /** The command that does the same with less, where that was asked for. */
  readonly smaller?: One;
}

export type Told =
  | { readonly told: 'seed'; readonly result: SeedResult }
  | { readonly told: 'one'; readonly result: OneResult }
  | { readonly told: 'over' };

/** How often each of several words comes. */
export function countsOf(words: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** How a question ended, in a word. */
export function endOf(happening: Happening): string | undefined {
  if (happening.k === 'answer') return happening.felkod ? `fault ${happening.felkod}` : 'answer';
  if (happening.k === 'gone') return 'the caller had gone';
  if (happening.k === 'reset') return 'its ingress died';
  return happening.k === 'refused' ? 'nobody was there' : undefined;
}
