import { describe, expect, it } from 'vitest';
import type { GeneralQuestion } from '@ssbtek/core';
import { QUESTION_LIMITS, readXml } from '@ssbtek/xml';
import { readLefiFraga } from './read-lefi-fraga';

const general: GeneralQuestion = {
  ingivare: { organisationsnummer: '162120002411', namn: 'Kommun A', handlaggare: 'HL123456' },
  personidentitet: '191212121212',
  arendeidentitet: 'AID1',
  syfte: 'Beslut',
  lagtext: '11 kap.',
};

function read(json: object) {
  const base64 = Buffer.from(JSON.stringify(json)).toString('base64');
  const xml = `<FK><fraga><aktorsid>026-51</aktorsid><lefiJsonFraga>${base64}</lefiJsonFraga></fraga></FK>`;
  return readLefiFraga(readXml(Buffer.from(xml), QUESTION_LIMITS).root, general);
}

describe('the actor that LEFI’s question itself names (sources.md 5 #23)', () => {
  it.each([
    ['none', {}],
    ['the same', { aktorsid: '026-51' }],
    ['the same, spelled as in the path', { aktorsId: '026-51' }],
  ])('may be %s', (_, actor) => {
    expect(read({ personnummer: '191212121212', ...actor })).toMatchObject({
      typ: 'lefi',
      aktorsid: '026-51',
    });
  });

  it.each([
    ['another', { aktorsid: '026-52' }],
    ['another, spelled as in the path', { aktorsId: '026-52' }],
    ['no text', { aktorsid: 26 }],
  ])('is refused when it is %s', (_, actor) => {
    expect(() => read({ personnummer: '191212121212', ...actor })).toThrow(
      'lefiJsonFraga: aktorsid måste vara det som står bredvid',
    );
  });
});
