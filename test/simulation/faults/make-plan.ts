import { EDITION, type Plan, type PlannedFault } from '../plan.ts';
import { KODER } from '../mesh/plain-documents.ts';
import { Chance } from '../world/chance.ts';
import { FIRST_KINDS, LATER_KINDS } from './kinds.ts';
import { asksOf, numbersOf, replicasOf } from './load.ts';

/** What whoever runs seeds may say beforehand. */
export interface PlanOptions {
  readonly inquiries: number;
  /** Documents of every run; by the seed when left out. */
  readonly documents?: 'plain' | 'real';
  /** Only faults that were there then; those of today when left out. */
  readonly edition?: number;
}

const VERSIONS = ['v1', 'v10', 'v11'];
/** One run in so many has the real documents, which cost twenty times as much. */
const REAL_IN = 100;
const REAL_INQUIRIES = 20;

/** Everything that a seed decides. */
export function planOf(seed: number, { inquiries, documents: wanted, edition = EDITION }: PlanOptions): Plan {
  const chance = new Chance(seed, 'plan');
  const documents = wanted ?? (chance.fork('documents').below(REAL_IN) === 0 ? 'real' : 'plain');
  const spanMs = chance.one([500, 5000, 15_000, 15_000]);
  const load = chance.fork('load');
  const count = documents === 'real' ? Math.min(inquiries, REAL_INQUIRIES) : inquiries;
  const large = chance.happens(0.1);
  return {
    seed,
    documents,
    numbers: numbersOf(chance.fork('numbers'), documents),
    replicas: replicasOf(chance.fork('replicas')),
    agencyMedianMs: chance.one([20, 100, 400]),
    padding: Object.fromEntries(KODER.map((kod) => [kod, large ? chance.below(20_000) : chance.below(100)])),
    asks: asksOf(load, count, VERSIONS, spanMs).map((ask) =>
      documents === 'real' && ask.typ === 'test' ? { ...ask, typ: 'fraga' } : ask,
    ),
    faults: [
      ...faultsOf(chance.fork('faults'), spanMs),
      ...(edition < 2 ? [] : laterFaultsOf(chance.fork('faults of edition 2'), spanMs)),
    ].toSorted((a, b) => a.at - b.at),
  };
}

/** None, a few, or many at the same time; in a run some kinds come more often than others. */
function faultsOf(chance: Chance, spanMs: number): readonly PlannedFault[] {
  const count = chance.one([0, 1, 2, 3, 5, 8, 12, 20]);
  const kinds = chance.happens(0.5) ? FIRST_KINDS : chance.some(FIRST_KINDS, 0.15);
  return some(chance, count, kinds, spanMs);
}

/** None in half of the runs; else a few, of all kinds or of one. */
function laterFaultsOf(chance: Chance, spanMs: number): readonly PlannedFault[] {
  if (chance.happens(0.5)) return [];
  const count = chance.one([1, 1, 2, 3, 5]);
  const kinds = chance.happens(0.5) ? LATER_KINDS : [chance.one(LATER_KINDS)];
  return some(chance, count, kinds, spanMs);
}

function some(
  chance: Chance,
  count: number,
  kinds: readonly string[],
  spanMs: number,
): readonly PlannedFault[] {
  if (kinds.length === 0) return [];
  return Array.from({ length: count }, () => ({
    kind: chance.one(kinds),
    at: chance.between(0, spanMs * 1.1),
    ms: chance.between(50, 8000),
    whom: chance.share(),
    how: chance.share(),
  }));
}
