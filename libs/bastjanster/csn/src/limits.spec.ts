import { describe, expect, it } from 'vitest';
import { exampleInquiry, saidOn, withIngivare, type ExampleParts } from '@ssbtek/bastjanst-kit/testing';
import { csn } from './index';

const period = (fromDatum: string, tomDatum: string): ExampleParts => ({
  tidsperiod: { fromDatum, tomDatum },
});
const EARLY = '-1006 Fromdatum mer än 2 månader innan dagens datum';
const LATE = '-1006 Tomdatum mer än 1 månad efter dagens datum';
const BACKWARDS = '-1006 Tomdatum före Fromdatum';
const TOO_LONG = '-1005 Inparametrar bryter mot specifikation/kontrakt, typ formatfel';

describe('the simulated CSN, sources.md 2.2', () => {
  it.each([
    ['2026-11-29', '2026-09-29', '2026-12-29', 'data'],
    ['2026-11-29', '2026-09-28', '2026-11-29', EARLY],
    ['2026-11-29', '2026-11-01', '2026-12-30', LATE],
    ['2026-11-29', '2026-11-02', '2026-11-01', BACKWARDS],
    ['2026-11-29', '2026-12-01', '2026-12-02', 'data'],
    ['2026-11-29', '2026-02-29', '2026-11-29', '-1006 Ej giltigt Fromdatum'],
    ['2026-11-29', '2026-11-01', '2026-11-31', '-1006 Ej giltigt Tomdatum'],
    ['2027-06-01', '2027-04-01', '2027-07-01', 'data'],
    ['2027-06-01', '2027-03-31', '2027-06-01', EARLY],
    ['2027-06-01', '2027-06-01', '2027-07-02', LATE],
    ['2028-02-29', '2027-12-29', '2028-03-29', 'data'],
    ['2028-02-29', '2027-12-28', '2028-02-29', EARLY],
    ['2028-02-29', '2028-02-01', '2028-03-30', LATE],
    // The last of the month where there is no such day.
    ['2027-04-30', '2027-02-28', '2027-05-30', 'data'],
    ['2027-04-30', '2027-02-27', '2027-04-30', EARLY],
    ['2028-01-31', '2028-01-31', '2028-02-29', 'data'],
    ['2028-01-31', '2028-01-31', '2028-03-01', LATE],
  ])('on %s a period from %s to %s: %s', (today, from, tom, said) => {
    expect(saidOn(today, csn, exampleInquiry(period(from, tom)))).toBe(said);
  });

  it.each<[string, ExampleParts, string]>([
    ['31 characters of handlaggare', withIngivare({ handlaggare: 'Å'.repeat(31) }), 'data'],
    ['32 characters of handlaggare', withIngivare({ handlaggare: 'Å'.repeat(32) }), TOO_LONG],
    ['31 characters of arendeidentitet', { general: { arendeidentitet: 'A'.repeat(31) } }, 'data'],
    ['32 characters of arendeidentitet', { general: { arendeidentitet: 'A'.repeat(32) } }, TOO_LONG],
    [
      'a UUID as arendeidentitet',
      { general: { arendeidentitet: '00000000-0000-4000-8000-000000000001' } },
      TOO_LONG,
    ],
    [
      'a samordningsnummer',
      { general: { personidentitet: '202201612393' } },
      '-1004 Ej giltigt personnummer',
    ],
    ['a number of the century 18', { general: { personidentitet: '189001019802' } }, 'data'],
  ])('%s: %s', (_, parts, said) => {
    expect(saidOn('2026-09-22', csn, exampleInquiry(parts))).toBe(said);
  });

  it('takes everything where it is not strict', () => {
    const general = { arendeidentitet: 'A'.repeat(100) };
    const wrong = exampleInquiry({ ...period('2020-01-01', '2019-01-01'), general });
    expect(saidOn('2026-11-29', csn, wrong, { strict: false })).toBe('data');
    expect(saidOn('2026-11-29', csn, wrong, { kod: 'base64' })).toBe('data');
  });
});
