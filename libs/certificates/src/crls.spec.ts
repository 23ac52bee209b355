import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { certificatesIn, crlsIn, newestOf, Revocations, type OutOfDate, type Standing } from './index';

const text = (name: string): string =>
  readFileSync(new URL(`../fixtures/revocation/${name}`, import.meta.url), 'utf8');
const chain = (name: string): X509Certificate[] => certificatesIn(text(`${name}.pem`));
const [root, sub] = [...chain('root'), ...chain('sub')];
const authorities = [root, sub] as X509Certificate[];

function listsIn(pem: string) {
  const read = crlsIn(pem, authorities);
  if (!read.ok) throw new Error(read.mistake);
  return read.lists;
}
const revocations = (names: readonly string[], outOfDate: OutOfDate = 'use'): Revocations =>
  new Revocations(newestOf(names.flatMap((name) => listsIn(text(`${name}.crl`)))), authorities, outOfDate);

/** Before and after the end of the list `sub-old`. */
const [IN_2020, IN_2050] = [Date.UTC(2020, 5, 1), Date.UTC(2050, 0, 1)];

function standing(of: Revocations, name: string, now = IN_2050): Standing {
  const [leaf, ...between] = chain(name) as [X509Certificate, ...X509Certificate[]];
  return of.standingOf(leaf, between, now);
}

describe('revocation lists say of a certificate', () => {
  it.each<[string, readonly string[], string, Standing]>([
    ['nothing, without lists', [], 'revoked', 'good'],
    ['that it is good', ['root', 'sub'], 'good', 'good'],
    ['that it is revoked', ['root', 'sub'], 'revoked', 'revoked'],
    ['that the authority above it is revoked', ['root', 'sub'], 'below', 'revoked'],
    ["nothing, when only its authority's authority has a list", ['root'], 'revoked', 'good'],
    ['nothing about an authority that is revoked elsewhere', ['sub'], 'below', 'good'],
    ['what a list about a part of the certificates says', ['part'], 'revoked', 'revoked'],
    ['what the newest of several says', ['sub', 'sub-none'], 'revoked', 'revoked'],
    ['what the newest of several says, whatever their order', ['sub-none', 'sub'], 'revoked', 'revoked'],
    ['that it is good before its list was renewed', ['sub-none'], 'revoked', 'good'],
  ])('%s', (_, lists, name, wanted) => {
    expect(standing(revocations(lists), name)).toBe(wanted);
  });

  it.each<[OutOfDate, number, string, Standing]>([
    ['use', IN_2020, 'good', 'good'],
    ['use', IN_2050, 'good', 'good'],
    ['use', IN_2050, 'revoked', 'revoked'],
    ['refuse', IN_2020, 'good', 'good'],
    ['refuse', IN_2050, 'good', 'unknown'],
    ['refuse', IN_2050, 'revoked', 'revoked'],
    ['refuse', IN_2050, 'below', 'good'],
  ])('by a list that ends in 2021, %s, at %d: %s is %s', (outOfDate, now, name, wanted) => {
    expect(standing(revocations(['sub-old'], outOfDate), name, now)).toBe(wanted);
  });

  it('the same without what came between, where the files hold the authorities', () => {
    const [below] = chain('below') as [X509Certificate];
    const known = new Revocations(listsIn(text('root.crl')), [...authorities, ...chain('gone')], 'use');
    expect(known.standingOf(below, [], IN_2050)).toBe('revoked');
  });

  it.each<[OutOfDate, Standing]>([
    ['use', 'good'],
    ['refuse', 'unknown'],
  ])('nothing where an authority in between is neither sent nor in a file: %s', (outOfDate, wanted) => {
    const [below] = chain('below') as [X509Certificate];
    expect(revocations(['root'], outOfDate).standingOf(below, [], IN_2050)).toBe(wanted);
    const [good] = chain('good') as [X509Certificate];
    const withoutRoot = new Revocations(listsIn(text('sub.crl')), chain('sub'), outOfDate);
    expect(withoutRoot.standingOf(good, [], IN_2050)).toBe('good');
  });

  it('the same again at no cost', () => {
    const of = revocations(['root', 'sub']);
    const [leaf, ...between] = chain('revoked') as [X509Certificate, ...X509Certificate[]];
    of.standingOf(leaf, between, IN_2050);
    const startedAt = process.cpuUsage();
    for (let i = 0; i < 10_000; i += 1) of.standingOf(leaf, between, IN_2050);
    expect(process.cpuUsage(startedAt).user / 10_000).toBeLessThan(50);
  });
});

describe('lists', () => {
  it('tell when the first is out of date and how many are revoked', () => {
    const { nextUpdate, size } = revocations(['root', 'sub-old']);
    expect([nextUpdate, size]).toEqual([Date.UTC(2021, 0, 1), 3]);
    expect(revocations([]).nextUpdate).toBeUndefined();
  });

  it.each([
    [
      'of an authority whose certificate is not there',
      'stranger',
      /^holds a .* whose certificate is not there/,
    ],
    ['that another key signed', 'forged', /its authority did not sign$/],
    ['that hold only what has changed', 'delta', /is a delta list/],
    ['with entries of other authorities', 'indirect', /is an indirect list/],
    ['with a critical extension', 'critical', /has a critical extension that is not known$/],
  ])('%s are a mistake', (_, name, mistake) => {
    expect(crlsIn(text(`${name}.crl`), authorities)).toEqual({
      ok: false,
      mistake: expect.stringMatching(mistake),
    });
  });

  it.each([
    ['cut off', text('sub.crl').slice(0, 200), 'holds a revocation list that is not in PEM form'],
    [
      'with a wrong letter',
      text('sub.crl').replace('M', '#'),
      'holds a revocation list that is not in PEM form',
    ],
    [
      'cut off inside',
      text('sub.crl').replace(/\n[^\n]+\n-----END/, '\n-----END'),
      'holds a revocation list that cannot be read',
    ],
    [
      'of nothing',
      '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----',
      'holds a revocation list that cannot be read',
    ],
  ])('%s are a mistake', (_, pem, mistake) => {
    expect(crlsIn(pem, authorities)).toEqual({ ok: false, mistake });
  });

  it('that are changed anywhere or end anywhere are a mistake and never an exception', () => {
    const der = Buffer.from(text('part.crl').replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const mistaken = (bytes: Buffer): boolean =>
      !crlsIn(`-----BEGIN X509 CRL-----\n${bytes.toString('base64')}\n-----END X509 CRL-----`, authorities)
        .ok;
    const ends = Array.from({ length: der.length }, (_, end) => der.subarray(0, end));
    const changes = Array.from({ length: der.length }, (_, at) => {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x11;
      return changed;
    });
    expect([...ends, ...changes].filter((bytes) => !mistaken(bytes))).toEqual([]);
  });

  it('are read among other things, and their absence is none of their business', () => {
    expect(listsIn(text('root.pem') + text('sub.crl') + text('root.crl'))).toHaveLength(2);
    expect(crlsIn(text('root.pem'), authorities)).toEqual({ ok: true, lists: [] });
  });
});
