import { FAULT } from '@ssbtek/contract';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { faultOf } from './fault';
import { mutationsOf, type MutationRules } from './mutations';

/** What a version adds to the rules that all have. `exempel` of the bench holds every optional element. */
export interface MutationPlan {
  readonly optional: readonly string[];
  readonly repeatable?: readonly string[];
  readonly wrongTexts?: Readonly<Record<string, readonly string[]>>;
  /** At least so many wrong questions come out of it. */
  readonly atLeast: number;
}

const GENERELLA = 'generellaFrageparametrar';
const OPTIONAL = [
  'frageTidpunkt',
  'korrelationsid',
  'personuppgiftsbitrade',
  'personuppgiftsbitrade/ordningsnummer',
].map((path) => `${GENERELLA}/${path}`);
const REPEATABLE = [`${GENERELLA}/personuppgiftsbitrade`];

const NO_NUMBER = ['', '2120002411', '1621200024110', '16212000-2411', 'sexton siffror'];
const NO_DAY = ['', 'i dag', '20261001', '2026-10-01T00:00:00', '2026-13-01', '2026-10-011'];
const WRONG_TEXTS = {
  frageTidpunkt: ['', 'nyss', '2026-11-24', '2026-11-24 09:30:47'],
  fraganSkallInkluderasISvaret: ['nej', 'TRUE', '2', 'true false'],
  organisationsnummer: NO_NUMBER,
  personidentitet: ['', '1212121212', '1912121212121', '19121212-1212', 'Tolvan Tolvansson'],
  namn: [''],
  handlaggare: [''],
  arendeidentitet: [''],
  ordningsnummer: ['', 'ett', '1.5', '32768', '99999999999'],
  fromDatum: NO_DAY,
  tomDatum: NO_DAY,
};

/**
 * Every element of the example missing, doubled, moved, misspelled, in a wrong namespace, of a wrong type, too long or
 * with something inside that does not belong: each is fault 1001 whose hint names the place and holds nothing sent.
 */
export function describeMutations(bench: Bench, plan: MutationPlan): void {
  const { version, namespace, exempel, refusal, read } = bench;
  const all = mutationsOf(exempel, rulesOf(namespace, plan));
  const wrong = all.filter((m) => m.wrong);
  const texts = [...exempel.matchAll(/>([^<>\n]{2,})</g)].map(([, text = '']) => text);
  const secrets = texts.filter((text) => !['true', 'false'].includes(text));

  describe('a question with one thing wrong (sources.md 1.3, 1.4)', () => {
    it(`has more than ${plan.atLeast} forms, no two alike`, () => {
      expect(wrong.length).toBeGreaterThan(plan.atLeast);
      expect(new Set(wrong.map(({ text }) => text)).size).toBe(wrong.length);
      expect(secrets).toEqual(expect.arrayContaining(['191212121212', 'Kommun A', 'HL123456']));
    });

    it.each(wrong.map((m) => [m.title, m] as const))('%s', (_title, { text, names }) => {
      const refused = refusal(text);
      const [, named = ''] = /^([^:]+): [a-zåäö]/.exec(refused.hint) ?? [];
      expect(['ett element som schemat inte har', ...names]).toContain(named);
      expect(refused.hint).not.toMatch(/\d{6}|[Hh]emlig/);
      expect(secrets.filter((secret) => refused.hint.includes(secret))).toEqual([]);
      expect(refused).toMatchObject({ namespace, typ: 'fraga' });
      const { hint } = refused;
      const fault = faultOf(version.writeFault({ fel: FAULT.invalid, hint }, refused.namespace, refused.typ));
      expect(fault.faultcode).toBe('soap:Client');
      expect(fault.detail.children.map((e) => e.text)).toEqual(['1001', FAULT.invalid.felmeddelande, hint]);
    });
  });

  describe('a question with one thing less or more than it needs', () => {
    it.each(all.filter((m) => !m.wrong).map((m) => [m.title, m] as const))('%s', (_title, { text }) => {
      expect(read(text).general.personidentitet).toBe('191212121212');
    });
  });
}

function rulesOf(namespace: string, plan: MutationPlan): MutationRules {
  const [base = ''] = /.*\//.exec(namespace) ?? [];
  return {
    optional: [...OPTIONAL, ...plan.optional.map((path) => `specifikaFrageparametrar/${path}`)],
    repeatable: [...REPEATABLE, ...(plan.repeatable ?? []).map((path) => `specifikaFrageparametrar/${path}`)],
    wrongTexts: { ...WRONG_TEXTS, ...plan.wrongTexts },
    otherNamespaces: ['1', '10', '11'].map((n) => `${base}${n}`).filter((uri) => uri !== namespace),
  };
}
