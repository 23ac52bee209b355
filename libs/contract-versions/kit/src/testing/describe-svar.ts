import { FAILURE_RULES, failed, type Failure, type Kod, type Outcome } from '@ssbtek/core';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { binary, data, errorShape, shape, xml } from './svar';

/** What distinguishes one version's answers in these tests. */
export interface SvarPlan {
  /** How the version spells that an error is SSBTEK's own. */
  readonly kalla: string;
  /** Agencies whose data is a document in base64, with the element that holds it. */
  readonly base64: Readonly<Record<Kod, string>>;
  /** Agencies whose answers have a shape of their own and are tested apart. */
  readonly apart?: readonly Kod[];
}

const TIMEOUT = 'Sessionstid har tagit slut. Timeout vid anrop mot Bastjänst.';
const TECHNICAL = 'Tekniskt fel vid anrop mot, eller svar från, Bastjänst';
const some = data(xml('<a><b xmlns="urn:b">1</b></a>'));
const timeout = failed({ kind: 'timeout' });

/** The agencies' part of an answer: who is there, in which order, with data or error. */
export function describeSvar(bench: Bench, plan: SvarPlan): void {
  describeSvarsdata(bench, plan);
  describeError(bench, plan);
  it('the answer is UTF-8 with a declaration that says so, and declares no default namespace of its own', () => {
    const text = bench.answer(bench.asking('af'), { af: timeout });
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?><soap:Envelope /);
    expect(text).not.toContain('xmlns=');
  });
}

function describeSvarsdata({ version, asking, answer, svarsdata }: Bench, plan: SvarPlan): void {
  const koder = version.koder.filter((kod) => !plan.apart?.includes(kod));
  const outcomeOf = (kod: Kod): Outcome => (kod in plan.base64 ? binary('<CSNSvar/>') : some);
  const all = Object.fromEntries(koder.map((kod) => [kod, outcomeOf(kod)]));
  const dataOf = (kod: Kod): unknown => {
    const element = plan.base64[kod];
    return element === undefined ? [['b', '1']] : [[element, 'PENTTlN2YXIvPg==']];
  };

  describe('svarsdata (sources.md 1.5)', () => {
    it('has data for each agency, in the order of the contract whatever order the replies came in', () => {
      const reversed = Object.fromEntries(Object.entries(all).reverse());
      expect(shape(svarsdata(answer(asking(...koder), reversed)))).toEqual(
        koder.map((kod) => [kod.toUpperCase(), [['data', dataOf(kod)]]]),
      );
      expect(version.koder).toEqual(['af', 'csn', 'fk', 'skv', 'so', 'tns', 'miv']);
    });

    it.each(koder)('has only %s when only that was asked', (kod) => {
      const found = svarsdata(answer(asking(kod), { [kod]: timeout }));
      expect(found.children.map((c) => c.local)).toEqual([kod.toUpperCase()]);
    });

    it('is empty when nobody was asked (architecture 11)', () => {
      expect(svarsdata(answer(asking(), {})).children).toEqual([]);
    });

    it('never mixes data and error', () => {
      const found = svarsdata(answer(asking(...koder), { ...all, af: timeout, csn: timeout }));
      const failedOnes = ['AF', 'CSN'];
      expect(found.children.map((c) => c.children.map((d) => d.local))).toEqual(
        found.children.map((c) => [failedOnes.includes(c.local) ? 'error' : 'data']),
      );
    });

    it.each(Object.keys(plan.base64))('carries %s’s document byte for byte in base64 (seed 6.9)', (kod) => {
      const content = new Uint8Array(1000).map((_, i) => i % 256);
      const found = svarsdata(answer(asking(kod), { [kod]: data({ form: 'binary', content }) }));
      const svar = found.children[0]?.children[0]?.children[0];
      expect(new Uint8Array(Buffer.from(svar?.text ?? '', 'base64'))).toEqual(content);
    });

    it.each(koder)('has error 2001 for %s when the data has a form the contract does not have', (kod) => {
      const wrong = kod in plan.base64 ? some : binary('{}');
      expect(shape(svarsdata(answer(asking(kod), { [kod]: wrong })))).toEqual([
        [kod.toUpperCase(), [errorShape(plan.kalla, '2001', TECHNICAL)]],
      ]);
    });

    it.each<readonly [string, Readonly<Record<string, Outcome>>]>([
      ['lacks an agency that was asked', { af: timeout }],
      ['has one that was not', { af: timeout, so: timeout, miv: timeout }],
      ['has another one', { af: timeout, miv: timeout }],
    ])('is not written when the composite %s', (_title, outcomes) => {
      expect(() => answer(asking('af', 'so'), outcomes)).toThrow(/exactly the agencies/);
    });
  });
}

const FAILURES: readonly Failure[] = [
  { kind: 'timeout' },
  { kind: 'busy' },
  { kind: 'breaker-open' },
  { kind: 'maintenance' },
  { kind: 'connection', reason: 'refused' },
  { kind: 'http-status', status: 302 },
  { kind: 'malformed', reason: 'too-large' },
  { kind: 'mapping', reason: 'x' },
  { kind: 'overload' },
  { kind: 'undeliverable', reason: 'too-large' },
  { kind: 'agency-fault', felkod: '-1006', felmeddelanden: ['Ej giltigt Fromdatum'] },
];

/** [what an agency's text holds, the text, what arrives] */
const TEXTS: ReadonlyArray<readonly [title: string, text: string, arrives: string]> = [
  ['markup', '<b>&amp;</b>]]>"\'', '<b>&amp;</b>]]>"\''],
  ['control characters', 'a\u0000b\u0008c\u001Fd', 'a\uFFFDb\uFFFDc\uFFFDd'],
  ['halves of surrogate pairs', 'a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
  ['non-characters', 'a\uFFFEb\uFFFF', 'a\uFFFDb\uFFFD'],
  ['all kinds of line ends', 'a\r\nb\rc\nd\te', 'a\r\nb\rc\nd\te'],
  ['letters of every plane', 'åäö €𝄞\u0085\u2028', 'åäö €𝄞\u0085\u2028'],
];

function describeError({ asking, answer, svarsdata }: Bench, { kalla }: SvarPlan): void {
  const errorOf = (kod: Kod, failure: Failure) =>
    svarsdata(answer(asking(kod), { [kod]: failed(failure) })).children[0]?.children[0];
  const expected: Readonly<Record<string, unknown>> = {
    timeout: errorShape(kalla, '2000', TIMEOUT),
    busy: errorShape(kalla, '2000', TIMEOUT),
    'agency-fault': errorShape('BT', '-1006', 'Ej giltigt Fromdatum'),
  };

  describe('error (seed 7.2, 7.3.1)', () => {
    it('is tested for every kind of failure', () => {
      expect(FAILURES.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(FAILURE_RULES).toSorted());
    });

    it.each(FAILURES.map((failure) => [failure.kind, failure] as const))('of %s', (kind, failure) => {
      const error = errorOf('csn', failure);
      expect(error && [error.local, shape(error)]).toEqual(
        expected[kind] ?? errorShape(kalla, '2001', TECHNICAL),
      );
    });

    it('has one felmeddelande for each text', () => {
      const error = errorOf('tns', { kind: 'agency-fault', felkod: '99', felmeddelanden: ['a', '', 'c'] });
      expect(error?.children.map((c) => c.text)).toEqual(['BT', '99', 'a', '', 'c']);
    });

    it.each(TEXTS)('carries %s in an agency’s text', (_title, text, arrives) => {
      const error = errorOf('so', { kind: 'agency-fault', felkod: text, felmeddelanden: [text] });
      expect(error?.children.map((c) => c.text)).toEqual(['BT', arrives, arrives]);
    });
  });
}
