import { describe, expect, it } from 'vitest';
import { doubled, moved, swap, without } from '@ssbtek/contract-version/testing';
import { bench, EXEMPEL } from './testing/bench';

const { fraga, read, refusal } = bench;
const general = { fromDatum: '2026-10-01', tomDatum: '2026-11-24' };

describe('the worked example of version 10', () => {
  const question = read(EXEMPEL);

  it('is read as it stands', () => {
    expect(question).toMatchObject({
      typ: 'fraga',
      namespace: 'http://schema.forsakringskassan.se/integration/ssbt/10',
      general: {
        frageTidpunkt: '2026-11-24T09:30:47.123',
        korrelationsid: 'KORRID12345',
        ingivare: { organisationsnummer: '162120002411', namn: 'Kommun A', handlaggare: 'HL123456' },
        personidentitet: '191212121212',
        arendeidentitet: 'AID12341234',
        syfte: 'Beslut om eller kontroll av Ekonomiskt försörjningsstöd',
      },
    });
    expect(question).not.toHaveProperty('fraga');
  });

  it('asks all seven, in the order of the contract (sources.md 1.3)', () => {
    expect(Object.keys(question.fragor)).toEqual(['af', 'csn', 'fk', 'skv', 'so', 'tns', 'miv']);
  });

  it('asks CSN about a period of its own and the others about the general one', () => {
    const { csn, ...others } = question.fragor;
    expect(csn?.tidsperiod).toEqual({ fromDatum: '2026-11-01', tomDatum: '2026-11-24' });
    expect(Object.values(others).map(({ tidsperiod }) => tidsperiod)).toEqual(Array(6).fill(general));
  });

  it('asks none but FK about anything more', () => {
    const { fk, ...others } = question.fragor;
    expect(fk?.specifikt.typ).toBe('lefi');
    expect(new Set(Object.values(others).map(({ specifikt }) => specifikt.typ))).toEqual(new Set(['ingen']));
  });
});

describe('all seven specifika elements stand there, each exactly once, in this order (sources.md 1.3)', () => {
  const names = ['AF', 'CSN', 'FK', 'SKV', 'SO', 'TNS', 'MIV'];

  it.each(names)('%s may be left unasked', (name) => {
    const question = read(fraga(swap(`<${name} inkludera="true"`, `<${name} inkludera="0"`)));
    expect(Object.keys(question.fragor)).toEqual(
      names.filter((other) => other !== name).map((other) => other.toLowerCase()),
    );
  });

  it.each(names)('%s may not be left out', (name) => {
    expect(refusal(fraga(without(name))).hint).toMatch(/^[A-Za-z]+: /);
  });

  it.each(names)('%s may not stand twice', (name) => {
    expect(refusal(fraga(doubled(name))).hint).toMatch(new RegExp(`^${name}: `));
  });

  it.each(names.slice(1).map((name, i) => [name, names[i] ?? ''] as const))(
    '%s may not stand in front of %s',
    (name, before) => {
      expect(refusal(fraga(moved(name, before))).hint).toMatch(new RegExp(`^${name}: `));
    },
  );
});

it.each(['SKV', 'MIV'])('%s takes no parameters in version 10 (sources.md 1.3)', (name) => {
  const edit = swap(`<${name} inkludera="true"/>`, `<${name} inkludera="true"><tidsperiod/></${name}>`);
  expect(refusal(fraga(edit)).hint).toMatch(/^(SKV|MIV|tidsperiod): /);
});
