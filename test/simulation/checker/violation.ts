import type { Happening, Kind, Of } from '../history.ts';

/**
 * What a history is held against: the rules of architecture 10; C, a fault in the program itself; Q1, a failure without a
 * reason; Q2, an answer to somebody who may not ask.
 */
export const INVARIANTS = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'C',
  'Q1',
  'Q2',
] as const;
export type Invariant = (typeof INVARIANTS)[number];

/** Something that must not happen and did. */
export interface Violation {
  readonly invariant: Invariant;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** The shortest part of the history that shows it. */
  readonly because: readonly Happening[];
}

/** A history, with what happened found by what it was about. */
export class Indexed {
  private readonly kinds = new Map<Kind, Happening[]>();
  private readonly ids = new Map<string, Happening[]>();
  private readonly hosts = new Map<string, Of<'host'>[]>();

  constructor(readonly history: readonly Happening[]) {
    for (const happening of history) {
      put(this.kinds, happening.k, happening);
      if ('id' in happening) put(this.ids, happening.id, happening);
      if (happening.k === 'host') put(this.hosts, happening.host, happening);
    }
  }

  all<K extends Kind>(kind: K): readonly Of<K>[] {
    return (this.kinds.get(kind) ?? []) as Of<K>[];
  }

  /** What happened about one inquiry. */
  about<K extends Kind>(id: string, kind: K): readonly Of<K>[] {
    return (this.ids.get(id) ?? []).filter((one): one is Of<K> => one.k === kind);
  }

  changes(host: string): readonly Of<'host'>[] {
    return this.hosts.get(host) ?? [];
  }

  /** How long nothing happened in a process between two moments, ms. */
  heldMs(host: string, from: number, to: number): number {
    let sum = 0;
    for (const { what, t, ms = 0 } of this.changes(host))
      if (what === 'held') sum += Math.max(0, Math.min(to, t + ms) - Math.max(from, t));
    return sum;
  }

  /** How far a process' view of the broker's clock was off at a time, ms. */
  clockError(host: string, t: number): number {
    return this.changes(host).findLast((one) => one.what === 'clock' && one.t <= t)?.ms ?? 0;
  }

  died(host: string): boolean {
    return this.changes(host).some(({ what }) => what === 'dead');
  }
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** Judges a history by one rule. */
export type Rule = (history: Indexed) => Iterable<Violation>;
