import { describe, expect, it } from 'vitest';
import { DAYS, exampleInquiry, saidOn, type ExampleParts } from '@ssbtek/bastjanst-kit/testing';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { AgencyInquiry } from '@ssbtek/core';

/** Limits that are not about the question, so that no question can break them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'af 700': 'when its systems are open',
  'skv 500': 'when it is open',
  'skv 9071003': 'how many ask at once',
};

const WRONG = '191212121212'.replace(/2$/, '3');
const lefi = (question: object, aktorsid = 'A', version = 'v9'): ExampleParts => ({
  specifikt: {
    typ: 'lefi',
    version,
    aktorsid,
    fraga: btoa(JSON.stringify({ personnummer: '191212121212', ...question })),
  },
});
const LONG = { period: { from: '2020-01-01', tom: '2022-01-02' }, formansinformation: ['FK:SJP'] };
const period = (fromDatum: string, tomDatum: string): ExampleParts => ({
  tidsperiod: { fromDatum, tomDatum },
});

/** For every code of a limit a question that breaks it, whatever day it is. */
const BROKEN: Readonly<Record<string, ExampleParts>> = {
  'af 120': { general: { personidentitet: WRONG } },
  'af 210': { general: { lagtext: 'en annan paragraf' } },
  'af 220': { general: { syfte: 'Något annat' } },
  'af 300': period('2031-01-01', '2031-02-01'),
  'af 301': period('2026-11-01', '2031-02-01'),
  'af 302': period('2026-11-02', '2026-11-01'),
  'af 303': period('2020-01-01', '2020-04-02'),
  'csn -1004': { general: { personidentitet: '202201612393' } },
  'csn -1005': { general: { arendeidentitet: 'A'.repeat(32) } },
  'csn -1006': period('2020-01-01', '2020-02-01'),
  'fk 400': lefi(LONG),
  'fk 403': lefi(LONG, 'okand'),
  'fk 404': lefi(LONG, 'A', 'v8'),
  'tns 99': { general: { personidentitet: '191212121212'.replace('19', '18') } },
  'miv 500-103': { general: { personidentitet: WRONG } },
};

const inquiryOf = (name: string): AgencyInquiry => exampleInquiry(BROKEN[name] ?? {});
const LIMITS = BASTJANSTER.flatMap((bastjanst) =>
  bastjanst.descriptor.guide.limits.flatMap(({ koder }) =>
    koder.map((kod) => [`${bastjanst.descriptor.kod} ${kod}`, bastjanst, kod] as const),
  ),
);

describe('every limit that the guide tells of is one that the simulator holds questions to (sources.md 2)', () => {
  it('or is not about the question', () => {
    const told = LIMITS.map(([name]) => name);
    expect([...Object.keys(BROKEN), ...Object.keys(ELSEWHERE)].toSorted()).toEqual(told.toSorted());
  });

  describe.each(DAYS)('on %s', (today) => {
    it.each(LIMITS.filter(([name]) => !Object.hasOwn(ELSEWHERE, name)))('%s', (name, bastjanst, kod) => {
      expect(saidOn(today, bastjanst, inquiryOf(name))).toMatch(new RegExp(`^${kod} `));
    });
  });
});
