import { describe, expect, it } from 'vitest';
import { inside, swap, without } from '@ssbtek/contract-version/testing';
import { bench } from './testing/bench';

const { fraga, read } = bench;

it('a tidsperiod of FK replaces the general one for FK alone (seed 3.2)', () => {
  const period = '<tidsperiod><fromDatum>2014-01-02</fromDatum><tomDatum>2014-01-03</tomDatum></tidsperiod>';
  const { fragor } = read(fraga(swap('<FK inkludera="1">', `<FK inkludera="1">${period}`)));
  expect(Object.entries(fragor).map(([kod, { tidsperiod }]) => [kod, tidsperiod.fromDatum])).toEqual([
    ['af', '2013-11-01'],
    ['csn', '2013-12-01'],
    ['fk', '2014-01-02'],
    ['skv', '2013-11-01'],
    ['so', '2013-11-01'],
  ]);
});

describe('the agencies that came later (sources.md 5 #6)', () => {
  it.each(['TNS', 'MIV'])('%s may be there or not (sources.md 5 #6)', (name) => {
    const with1 = read(
      fraga(swap('</specifikaFrageparametrar>', `<${name} inkludera="1"/></specifikaFrageparametrar>`)),
    );
    expect(Object.keys(with1.fragor)).toEqual(['af', 'csn', 'fk', 'skv', 'so', name.toLowerCase()]);
  });

  it('both come last, in order', () => {
    const both = '<TNS inkludera="1"/><MIV inkludera="1"/></specifikaFrageparametrar>';
    expect(Object.keys(read(fraga(swap('</specifikaFrageparametrar>', both))).fragor).slice(-2)).toEqual([
      'tns',
      'miv',
    ]);
  });
});

describe('formansforteckning (seed 3.2.3)', () => {
  it('may be left out when FK is not asked', () => {
    const edit = inside('FK', (fk) =>
      without('formansforteckning')(swap('inkludera="1"', 'inkludera="0"')(fk)),
    );
    expect(read(fraga(edit)).fragor).not.toHaveProperty('fk');
  });

  it('has each flag as it was sent', () => {
    const edit = inside('FK', (fk) =>
      swap('<fk:prognos>1', '<fk:prognos> false ')(swap('<fk:utbetalning>1', '<fk:utbetalning>0')(fk)),
    );
    const specifikt = read(fraga(edit)).fragor['fk']?.specifikt;
    expect(specifikt).toMatchObject({ formaner: { prognos: false, utbetalning: false, levnadsintyg: true } });
  });
});
