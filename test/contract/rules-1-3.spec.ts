import { describe, expect, it } from 'vitest';
import { doubled, moved, withText, without, type Edit } from '@ssbtek/contract-version/testing';
import { BENCHES } from './support';

describe.each(BENCHES)('the general part of %s (sources.md 1.3)', (_name, { fraga, read, refusal }) => {
  it.each<readonly [string, Edit]>([
    ['twice', doubled('frageTidpunkt')],
    ['a day without a time', withText('frageTidpunkt', '2026-11-24')],
    ['behind korrelationsid', moved('korrelationsid', 'frageTidpunkt')],
  ])('frageTidpunkt is xs:dateTime, first and at most once: not %s', (_title, edit) => {
    expect(refusal(fraga(edit)).hint).toMatch(/^(?:frageTidpunkt|korrelationsid): /);
  });

  it('frageTidpunkt may be left out', () => {
    expect(read(fraga(without('frageTidpunkt'))).general).not.toHaveProperty('frageTidpunkt');
  });

  it('fraganSkallInkluderasISvaret must be there', () => {
    expect(refusal(fraga(without('fraganSkallInkluderasISvaret'))).hint).toMatch(/: /);
  });

  it('ingivare holds organisationsnummer, namn and handlaggare', () => {
    expect(read(fraga()).general.ingivare).toEqual({
      organisationsnummer: '162120002411',
      namn: 'Kommun A',
      handlaggare: 'HL123456',
    });
  });

  it.each<readonly [string, Edit]>([
    ['without handlaggare', without('handlaggare')],
    ['without namn', without('namn')],
    ['with namn first', moved('namn', 'organisationsnummer')],
    ['with handlaggare before namn', moved('handlaggare', 'namn')],
    ['twice', doubled('ingivare')],
  ])('ingivare is refused %s', (_title, edit) => {
    expect(refusal(fraga(edit)).hint).toMatch(/^(?:ingivare|organisationsnummer|namn|handlaggare): /);
  });

  it.each(['personidentitet', 'organisationsnummer'])('%s takes ASCII digits only', (name) => {
    expect(refusal(fraga(withText(name, '19121212121２'))).hint).toMatch(new RegExp(`^${name}: `));
  });
});
