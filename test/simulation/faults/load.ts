import { persons } from '../../load/load/persons.ts';
import type { Chance } from '../world/chance.ts';
import { KODER } from '../mesh/plain-documents.ts';
import type { Numbers } from '../mesh/numbers.ts';
import type { PlannedAsk } from '../plan.ts';

/** Municipalities that are connected, by the numbers of the tests, and one that is not. */
export const ORGANISATIONS = ['162120002411', '162120000142', '162120001900'] as const;
export const STRANGER = '165560000000';

const PERSONS = persons();

export function numbersOf(chance: Chance, documents: 'plain' | 'real'): Numbers {
  const deadlineMs = chance.one([3000, 6000, 6000, 12_000, 25_000]);
  return {
    deadlineMs,
    ingressInFlight: chance.one([20, 1000, 1000, 1000, 1000, 1000]),
    workerInFlight: chance.one([3, 64, 512, 512]),
    aggregatorInFlight: chance.one([100, 50_000, 50_000]),
    maxBytes: documents === 'plain' ? chance.one([200_000, 2 ** 28, 2 ** 28, 2 ** 28]) : 2 ** 28,
    maintenance: chance.some(KODER, 0.02),
  };
}

export function replicasOf(chance: Chance): Readonly<Record<string, number>> {
  const workers = KODER.map((kod) => [`worker-${kod}`, chance.one([1, 1, 2, 2, 3])] as const);
  return {
    aggregator: chance.one([1, 2, 2, 3]),
    ...Object.fromEntries(workers),
    ingress: chance.one([1, 2, 2, 3]),
  };
}

/** The questions of one run: steady, or in bursts; versions, agencies, people and callers of every kind. */
export function asksOf(
  chance: Chance,
  count: number,
  versions: readonly string[],
  spanMs: number,
): readonly PlannedAsk[] {
  const bursts = chance.happens(0.3);
  const centres = Array.from({ length: 1 + chance.below(4) }, () => chance.between(0, spanMs));
  const repeats = chance.happens(0.4);
  return Array.from({ length: count }, (_, index) => {
    const at = bursts ? chance.one(centres) + chance.between(0, 300) : chance.between(0, spanMs);
    const typ = chance.happens(0.02) ? 'unreadable' : chance.happens(0.02) ? 'test' : 'fraga';
    return {
      at,
      typ,
      version: chance.one(versions),
      koder: kodersOf(chance),
      person: chance.one(PERSONS),
      korrelationsid: repeats && chance.happens(0.3) ? 'KORR-SAME' : `KORR-${index}`,
      organisation: chance.happens(0.03) ? STRANGER : chance.one(ORGANISATIONS),
      fetchMs: chance.happens(0.05) ? chance.between(0, 4000) : 0,
      ...(chance.happens(0.06) && { leavesAfter: chance.between(1, 4000) }),
    } as const;
  });
}

function kodersOf(chance: Chance): readonly string[] {
  if (chance.happens(0.01)) return [];
  if (chance.happens(0.25)) return KODER;
  return chance.some(KODER, 0.4);
}
