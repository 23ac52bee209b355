import { describe, expect, it } from 'vitest';
import { Chain } from '../chain';
import { auditKeys } from '../keys';
import type { AuditRecord } from '../record';
import { CHAIN_ID, exampleAnswer, exampleChain, exampleKeys, STARTED } from '../testing/example';
import type { Fault, TrailReport } from './report';
import { TrailCheck } from './trail-check';

const LATER = new Date(STARTED.getTime() + 24 * 3_600_000);

function check(lines: readonly string[], now = LATER, keys = exampleKeys()): TrailReport {
  const trail = new TrailCheck(keys);
  lines.forEach((line, i) => trail.add(line, { partition: 0, offset: String(i), line: 1 }));
  return trail.report(now);
}
const faults = (lines: readonly string[]): readonly Fault[] => [
  ...new Set(check(lines).findings.map(({ fault }) => fault)),
];
const edited = (line: string, change: Record<string, unknown>): string =>
  // Sorted as the canonical form is: what is found must not be the spelling.
  JSON.stringify(
    Object.fromEntries(
      Object.entries({ ...(JSON.parse(line) as object), ...change }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
/** Line 2 of a chain of four, changed. */
const second = (change: Record<string, unknown>): string[] =>
  exampleChain(2).map((line, i) => (i === 1 ? edited(line, change) : line));

describe('a trail as it was written', () => {
  it('has no findings', () => {
    const { findings, chains } = check(exampleChain(5));
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([
      {
        chain: CHAIN_ID,
        instance: 'ingress-1',
        records: 7,
        answers: 5,
        turnedAway: 0,
        resent: 0,
        lastSequence: 6,
        ending: 'closed',
        from: '2026-11-27T09:00:00.000Z',
        to: '2026-11-27T09:00:06.000Z',
      },
    ]);
  });

  it('may hold sums of those who were turned away, and tells how many they were', () => {
    const chain = new Chain(CHAIN_ID, exampleKeys().active);
    const sum = { kind: 'turned-away', reason: 'no-certificate', minute: '2026-11-28T21:30Z' } as const;
    const { findings, chains } = check([
      chain.append({ kind: 'opened', instance: 'ingress-1' }, STARTED),
      chain.append({ ...sum, count: 39_000 }, STARTED),
      chain.append({ ...sum, reason: 'not-connected', count: 1 }, STARTED),
      chain.append({ kind: 'closed' }, STARTED),
    ]);
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 4, answers: 0, turnedAway: 39_001, ending: 'closed' }]);
  });

  it('may have several chains among each other, with keys of different times', () => {
    const [a, b] = [exampleChain(2), exampleChain(2, 'd'.repeat(32), exampleKeys('old'))];
    const { findings, chains } = check(a.flatMap((line, i) => [line, b[i] ?? '']));
    expect(findings).toEqual([]);
    expect(chains).toHaveLength(2);
  });

  it('may have whole runs of records sent again', () => {
    const lines = exampleChain(4);
    const { findings, chains } = check([
      ...lines.slice(0, 4),
      ...lines.slice(1, 4),
      ...lines.slice(4),
      ...lines,
    ]);
    expect(findings).toEqual([]);
    expect(chains).toMatchObject([{ records: 6, resent: 9, ending: 'closed' }]);
  });

  it('may end without being closed, and says whether it lives', () => {
    const cut = exampleChain(3).slice(0, 3);
    const ending = (now: Date): unknown => check(cut, now).chains[0]?.ending;
    expect(ending(new Date(STARTED.getTime() + 60_000))).toBe('running');
    expect(ending(LATER)).toBe('open');
    expect(check(cut).findings).toEqual([]);
  });
});

describe('tampering', () => {
  const record = JSON.parse(exampleChain(2)[1] ?? '') as AuditRecord & Record<string, unknown>;

  it.each(Object.keys(record).filter((name) => name !== 'format'))('with %s is found', (name) => {
    const value = record[name];
    const changed =
      typeof value === 'number'
        ? value + 1
        : typeof value === 'object'
          ? { af: 'timeout' }
          : name === 'kind'
            ? 'alive'
            : name === 'time'
              ? '2026-11-27T10:00:00.000Z'
              : `${value as string}`.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(changed).not.toEqual(value);
    expect(check(second({ [name]: changed })).findings.map(({ sequence }) => sequence)).toContain(
      name === 'sequence' ? 2 : 1,
    );
  });

  it('with a member added, taken away, or written twice is found', () => {
    expect(faults(second({ extra: 'x' }))).toContain('altered');
    expect(faults(second({ person: undefined }))).toContain('altered');
    const twice = exampleChain(2).map((line) => line.replace('"kind"', '"asked":"test","kind"'));
    expect(faults(twice)).toContain('unreadable');
  });

  it('with the hash made anew is found by its MAC, and by the record after it', () => {
    const forger = auditKeys({ active: 'new', keys: new Map([['new', new Uint8Array(32).fill(9)]]) });
    const chain = new Chain(CHAIN_ID, forger.active);
    const forged = [0, 1].map(() => chain.append(exampleAnswer({ outcome: 'complete' }), STARTED))[1] ?? '';
    const lines = exampleChain(2);
    expect(faults([lines[0] ?? '', forged, ...lines.slice(2)])).toEqual(['forged', 'wrong-previous']);
    // A whole chain made anew has nothing wrong but that.
    expect(faults(exampleChain(3, CHAIN_ID, forger))).toEqual(['forged']);
  });

  it.each([1, 2, 3])('by dropping record %i is found', (dropped) => {
    const { findings } = check(exampleChain(3).filter((_, i) => i !== dropped));
    expect(findings).toEqual([{ fault: 'gap', chain: CHAIN_ID, sequence: dropped, to: dropped }]);
  });

  it('by dropping several runs is found, run by run', () => {
    const { findings } = check(exampleChain(8).filter((_, i) => ![2, 3, 6].includes(i)));
    expect(findings).toMatchObject([
      { fault: 'gap', sequence: 2, to: 3 },
      { fault: 'gap', sequence: 6, to: 6 },
    ]);
  });

  it('by cutting the head is found', () => {
    expect(check(exampleChain(3).slice(2)).findings).toMatchObject([
      { fault: 'head-missing', sequence: 0, to: 1 },
    ]);
  });

  it('by cutting the end shows as an end that is open', () => {
    expect(check(exampleChain(3).slice(0, -2)).chains).toMatchObject([{ ending: 'open', lastSequence: 2 }]);
  });

  it('by swapping two records is found', () => {
    const [opened = '', first = '', next = '', ...rest] = exampleChain(3);
    const { findings } = check([opened, next, first, ...rest]);
    expect(findings).toMatchObject([{ fault: 'out-of-order', sequence: 1 }]);
  });

  it('by a forged record that comes late, in a gap, is found by the record after it', () => {
    const other = new Chain(CHAIN_ID, exampleKeys().active);
    other.append({ kind: 'opened', instance: 'ingress-1' }, STARTED);
    const late = other.append(exampleAnswer({ outcome: 'empty' }), STARTED);
    const lines = exampleChain(3);
    expect(faults([...lines.filter((_, i) => i !== 1), late])).toEqual(['out-of-order', 'wrong-previous']);
  });

  it('by swapping what two records say is found', () => {
    const lines = exampleChain(3);
    const at = (i: number, sequence: number): string => edited(lines[i] ?? '', { sequence });
    expect(faults([lines[0] ?? '', at(2, 1), at(1, 2), ...lines.slice(3)])).toContain('altered');
  });

  it('by a second record in the same place is found, even by who holds the key', () => {
    const other = new Chain(CHAIN_ID, exampleKeys().active);
    const [, doubled = ''] = [0, 1].map(() => other.append(exampleAnswer(), STARTED));
    expect(faults([...exampleChain(2), doubled])).toEqual(['doubled']);
  });

  it('by going on after the end, or opening again, is found', () => {
    const chain = new Chain(CHAIN_ID, exampleKeys().active);
    const contents = [
      { kind: 'opened', instance: 'a' },
      { kind: 'closed' },
      { kind: 'opened', instance: 'a' },
    ] as const;
    expect(faults(contents.map((content) => chain.append(content, STARTED)))).toEqual([
      'wrong-opening',
      'after-the-end',
    ]);
    const unopened = new Chain(CHAIN_ID, exampleKeys().active);
    expect(faults([unopened.append({ kind: 'alive' }, STARTED)])).toEqual(['wrong-opening']);
  });

  it('by records of a key that is not at hand is found', () => {
    const keys = auditKeys({ active: 'old', keys: new Map([['old', new Uint8Array(32).fill(1)]]) });
    expect(check(exampleChain(1), LATER, keys).findings.map(({ fault }) => fault)).toEqual(
      Array.from({ length: 3 }, () => 'key-unknown'),
    );
  });

  it('by moving a chain to a second partition is found', () => {
    const trail = new TrailCheck(exampleKeys());
    exampleChain(2).forEach((line, i) => trail.add(line, { partition: i === 2 ? 1 : 0, line: 1 }));
    expect(trail.report(LATER).findings).toMatchObject([{ fault: 'split', sequence: 2 }]);
  });

  it.each(['', '{', 'null', '[]', '{"format":1}', '{"format":null}'])('by writing %j is found', (line) => {
    expect(faults([...exampleChain(1), line])).toEqual(['unreadable']);
  });

  it('by a record far ahead that cannot be genuine costs nothing', () => {
    const lines = second({ sequence: Number.MAX_SAFE_INTEGER });
    expect(faults(lines)).toEqual(['altered', 'gap']);
  });
});
