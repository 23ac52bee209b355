import { describe, expect, it } from 'vitest';
import { DAYS, exampleInquiry, saidOn } from '@ssbtek/bastjanst-kit/testing';
import { fk } from '../index';

const asked = (period: object, more: { aktorsid?: string; version?: string; groups?: object } = {}) => {
  const { aktorsid = 'AKTOR-1', version = 'v9', groups = { formansinformation: ['FK:SJP'] } } = more;
  const fraga = btoa(JSON.stringify({ personnummer: '191212121212', period, ...groups }));
  return exampleInquiry({ specifikt: { typ: 'lefi', version, aktorsid, fraga } });
};
const TWO_YEARS = { from: '2023-01-01', tom: '2025-01-01' };
const LONGER = { from: '2023-01-01', tom: '2025-01-02' };

describe.each(DAYS)('the simulated LEFI REST on %s, sources.md 2.3', (today) => {
  it.each([
    ['two years, whenever they were', asked(TWO_YEARS), 'data'],
    ['more than two years', asked(LONGER), '400 Perioden är längre än två år.'],
    [
      'nothing asked for',
      asked(TWO_YEARS, { groups: {} }),
      '400 Ingen förmånsgrupp eller typ av övrig information är angiven i frågan.',
    ],
    ['an unknown actor', asked(LONGER, { aktorsid: 'okand-namnd' }), '403 Ej behörig.'],
    ['another version', asked(LONGER, { version: 'v8' }), '404 Angiven version stöds inte'],
  ])('%s', (_, inquiry, said) => {
    expect(saidOn(today, fk, inquiry)).toBe(said);
  });

  it('takes a longer period where it is not strict; who and what is unknown stays so', () => {
    const not = (inquiry: ReturnType<typeof asked>) => saidOn(today, fk, inquiry, { strict: false });
    expect(not(asked(LONGER))).toBe('data');
    expect(not(asked(LONGER, { aktorsid: 'okand-namnd' }))).toBe('403 Ej behörig.');
    expect(not(asked(LONGER, { version: 'v8' }))).toBe('404 Angiven version stöds inte');
  });
});
