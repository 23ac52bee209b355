import { FORMANER } from '@ssbtek/contract';
import { describe, expect, it } from 'vitest';
import { bench, EXEMPEL } from './testing/bench';

describe('the example question of the contract (seed appendix b)', () => {
  const question = bench.read(EXEMPEL);
  const general = { fromDatum: '2013-11-01', tomDatum: '2014-01-31' };

  it('is read as it stands', () => {
    expect(question.namespace).toBe('http://schema.forsakringskassan.se/integration/ssbt/1');
    expect(question.general).toEqual({
      frageTidpunkt: '2014-01-07T09:30:47.123',
      korrelationsid: 'KORRID12345',
      ingivare: { organisationsnummer: '168020069582', namn: 'Kommun A', handlaggare: 'HL123456' },
      personidentitet: '191212121212',
      arendeidentitet: 'AID12341234',
      syfte: 'Beslut om eller kontroll av Ekonomiskt försörjningsstöd',
      lagtext:
        '11 kap. 11 a § socialtjänstlagen (2001:453), 5 § förordning (2008:975) om uppgiftsskyldighet i vissa fall enligt socialtjänstlagen.',
    });
  });

  it('asks AF, CSN, FK, SKV and SO, in that order', () => {
    expect(Object.keys(question.fragor)).toEqual(['af', 'csn', 'fk', 'skv', 'so']);
  });

  it.each(['af', 'fk', 'skv', 'so'])('asks %s about the general period', (kod) => {
    expect(question.fragor[kod]?.tidsperiod).toEqual(general);
  });

  it('asks CSN about the period of its own', () => {
    expect(question.fragor['csn']).toEqual({
      tidsperiod: { fromDatum: '2013-12-01', tomDatum: '2014-01-31' },
      specifikt: { typ: 'ingen' },
    });
  });

  it('asks FK about all 27 benefits', () => {
    expect(question.fragor['fk']?.specifikt).toEqual({
      typ: 'formansforteckning',
      formaner: Object.fromEntries(FORMANER.map((forman) => [forman, true])),
    });
    expect(FORMANER).toHaveLength(27);
  });

  it('does not want the question back and comes from no ombud', () => {
    expect(question).not.toHaveProperty('fraga');
    expect(question).not.toHaveProperty('iipAddress');
  });
});
