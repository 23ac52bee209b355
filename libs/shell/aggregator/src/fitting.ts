import { failed, type Composite, type Outcome } from '@ssbtek/core';

/** About how many bytes an outcome has on the bus. */
function bytesOf(outcome: Outcome): number {
  if (outcome.type === 'failure') return JSON.stringify(outcome.failure).length;
  const { data } = outcome;
  if (data.form === 'test') return 0;
  if (data.form !== 'delar') return data.content.length;
  return data.delar.reduce(
    (sum, { outcome: del }) => sum + (del.type === 'data' ? del.content.length : 0),
    0,
  );
}

const undeliverable = (): Outcome => failed({ kind: 'undeliverable', reason: 'too-large' });

/**
 * The composite as it fits into so many bytes: the largest answers become failures, one after the other, until the rest
 * fits. `dropped` are the agencies whose answers those were.
 */
export function fitting(
  composite: Composite,
  mostBytes: number,
): { readonly composite: Composite; readonly dropped: readonly string[] } {
  const sizes = new Map(composite.outcomes.map(({ kod, outcome }) => [kod, bytesOf(outcome)]));
  const dropped: string[] = [];
  let sum = [...sizes.values()].reduce((total, bytes) => total + bytes, 0);
  for (const [kod, bytes] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
    if (sum <= mostBytes) break;
    sum -= bytes;
    dropped.push(kod);
  }
  if (dropped.length === 0) return { composite, dropped };
  const outcomes = composite.outcomes.map(({ kod, outcome }) => ({
    kod,
    outcome: dropped.includes(kod) ? undeliverable() : outcome,
  }));
  return { composite: { ...composite, outcomes }, dropped };
}
