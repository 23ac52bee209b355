import { describe, expect, it } from 'vitest';
import { exampleInquiry, saidOn, type ExampleParts } from '@ssbtek/bastjanst-kit/testing';
import { af } from './index';

const text = (kod: string): string => af.descriptor.koder.find((one) => one.kod === kod)?.text ?? '';
const wanted = (kod: string): string => (kod === 'data' ? kod : `${kod} ${text(kod)}`);
const period = (fromDatum: string, tomDatum: string): ExampleParts => ({
  tidsperiod: { fromDatum, tomDatum },
});

describe('the simulated AF, sources.md 2.1', () => {
  it.each([
    ['2026-11-29', '2026-08-29', '2026-11-29', 'data'],
    ['2026-11-29', '2026-08-28', '2026-11-29', '303'],
    ['2026-11-29', '2026-11-30', '2026-11-30', '300'],
    ['2026-11-29', '2026-11-30', '2026-11-01', '300'],
    ['2026-11-29', '2026-11-01', '2026-11-30', '301'],
    ['2026-11-29', '2026-11-20', '2026-11-19', '302'],
    ['2026-11-29', '2015-01-01', '2015-04-01', 'data'],
    ['2026-11-29', '2026-11-01+01:00', '2026-11-29Z', 'data'],
    ['2026-11-29', '12026-11-01', '2026-11-29', '111'],
    ['2027-06-01', '2027-03-01', '2027-06-01', 'data'],
    ['2027-06-01', '2027-02-28', '2027-06-01', '303'],
    ['2027-06-01', '2027-02-28', '2027-05-28', 'data'],
    ['2027-06-01', '2027-06-02', '2027-06-02', '300'],
    ['2027-06-01', '2027-06-01', '2027-06-02', '301'],
    ['2028-02-29', '2027-11-29', '2028-02-29', 'data'],
    ['2028-02-29', '2027-11-30', '2028-02-29', 'data'],
    ['2028-02-29', '2027-11-28', '2028-02-29', '303'],
    ['2028-02-29', '2028-02-29', '2028-03-01', '301'],
  ])('on %s a period from %s to %s: %s', (today, from, tom, kod) => {
    expect(saidOn(today, af, exampleInquiry(period(from, tom)))).toBe(wanted(kod));
  });

  it('today is the day in Sweden', () => {
    const now = new Date('2026-11-28T23:30:00Z');
    const on = (tom: string): string =>
      saidOn('2026-11-28', af, exampleInquiry(period('2026-11-01', tom)), { now });
    expect([on('2026-11-29'), on('2026-11-30')]).toEqual(['data', wanted('301')]);
  });

  it.each<[string, ExampleParts['general'], string]>([
    ['a wrong check digit', { personidentitet: '191212121212'.replace(/2$/, '3') }, '120'],
    ['a samordningsnummer', { personidentitet: '202201612393' }, 'data'],
    ['another ground', { lagtext: '4 kap. 1 § SoL' }, '210'],
    ['no ground', { lagtext: '' }, '210'],
    ['the law alone', { lagtext: '11 kap. 11 a § socialtjänstlagen' }, 'data'],
    ['the ordinance alone', { lagtext: '5 § förordning (2008:975)' }, 'data'],
    ['another purpose', { syfte: 'Ekonomiskt bistånd' }, '220'],
    ['no purpose', { syfte: '' }, '220'],
    ['the other spelling of the purpose', { syfte: 'Ekonomisk försörjningsstöd' }, 'data'],
    ['letters put together of two', { syfte: 'Ekonomiskt försörjningsstöd'.normalize('NFD') }, 'data'],
  ])('%s', (_, general, kod) => {
    expect(saidOn('2026-09-22', af, exampleInquiry({ ...(general && { general }) }))).toBe(wanted(kod));
  });

  it('takes everything where it is not strict, and says what it is told to', () => {
    const wrong = exampleInquiry({ ...period('2030-01-01', '2029-01-01'), general: { lagtext: '' } });
    expect(saidOn('2026-11-29', af, wrong, { strict: false })).toBe('data');
    expect(saidOn('2026-11-29', af, wrong, { kod: '0' })).toBe('data');
    expect(saidOn('2026-11-29', af, wrong, { kod: '410' })).toBe(wanted('410'));
  });

  it('looks at the question before it looks for the person', () => {
    const general = { personidentitet: '199908072391' };
    const on = (tom: string): string =>
      saidOn('2026-11-29', af, exampleInquiry({ ...period('2026-11-01', tom), general }));
    expect([on('2026-11-29'), on('2026-11-30')]).toEqual([wanted('700'), wanted('301')]);
  });
});
