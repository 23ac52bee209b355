import { failed, type DelOutcome, type Failure, type Outcome } from '@ssbtek/core';
import {
  binary,
  edited,
  errorShape,
  inside,
  shape,
  swap,
  withText,
  without,
  type Edit,
} from '@ssbtek/contract-version/testing';
import { describe, expect, it } from 'vitest';
import { DELAR } from '@ssbtek/contract';
import { bench, EXEMPEL } from './testing/bench';

const { asking, answer, fraga, read, refusal, svarsdata } = bench;
const inSkv = (...edits: readonly Edit[]): Edit => inside('SKV', (skv) => edited(skv, ...edits));
const only = (...delar: readonly string[]): Edit =>
  inSkv(...DELAR.map((del) => withText(del, String(delar.includes(del)))));
const years = (...written: readonly string[]): Edit =>
  inSkv(swap(/<ar>[^]*<\/ar>/, written.map((ar) => `<ar>${ar}</ar>`).join('')));
const specifikt = (...edits: readonly Edit[]) => read(fraga(...edits)).fragor['skv']?.specifikt;

describe('SKV is asked in parts (sources.md 1.4)', () => {
  it('for the years and parts of the question', () => {
    expect(specifikt()).toEqual({ typ: 'beskattning', ar: [2024, 2025], delar: DELAR });
  });

  it.each(DELAR)('for %s alone', (del) => {
    expect(specifikt(only(del))).toMatchObject({ delar: [del] });
  });

  it('for parts in the order of the contract', () => {
    expect(specifikt(only('beskattningsbilagor', 'individuppgifter'))).toMatchObject({
      delar: ['individuppgifter', 'beskattningsbilagor'],
    });
  });

  it.each<readonly [readonly string[], readonly number[]]>([
    [['2025'], [2025]],
    [
      ['2025', '2019', '2025'],
      [2025, 2019, 2025],
    ],
    [
      [' 2025\n', '+2024', '02023', '2<!-- x -->022'],
      [2025, 2024, 2023, 2022],
    ],
    [
      ['-1', '0', '2147483647'],
      [-1, 0, 2147483647],
    ],
  ])('for the years %j as xs:int', (written, ar) => {
    expect(specifikt(years(...written))).toMatchObject({ ar });
  });

  it('or not at all, with or without a question', () => {
    const utan = swap('<SKV inkludera="true"', '<SKV inkludera="false"');
    expect(read(fraga(utan)).fragor).not.toHaveProperty('skv');
    expect(read(fraga(utan, inSkv(without('fraga')))).fragor).not.toHaveProperty('skv');
    expect(read(fraga(utan, only())).fragor).not.toHaveProperty('skv');
  });

  it.each<readonly [string, Edit, RegExp]>([
    [
      'no fraga',
      inSkv(without('fraga')),
      /^SKV: med inkludera true måste det finnas en fraga, eftersom SKV svarar bara för de år och delar/,
    ],
    [
      'no part asked for',
      only(),
      /^SKV: fraga frågar om inget; minst en av foretagsinformation, .* måste vara true/,
    ],
    ['no year', years(), /^foretagsinformation: /],
    [
      'a question as of version 10 beside it',
      inSkv(swap('<fraga>', '<tidsperiod/><fraga>')),
      /^tidsperiod: /,
    ],
    ['a year that is no number', years('tjugofem'), /^ar: /],
    ['a part missing', inSkv(without('skattekonto')), /^skatteuppgifter: /],
    [
      'parts in another order',
      inSkv(
        swap('</ar>', '</ar><skattekonto>true</skattekonto>'),
        swap(/<skattekonto>true<\/skattekonto>(?=\s*<skatteuppg)/, ''),
      ),
      /^skattekonto: |^ar: /,
    ],
  ])('and refused with %s (architecture 11)', (_title, edit, hint) => {
    const refused = refusal(fraga(edit));
    expect(refused.hint).toMatch(hint);
    expect(refused.hint).not.toMatch(/\d{4}|tjugo/);
  });
});

const json = (text: string): DelOutcome => ({ type: 'data', content: new TextEncoder().encode(text) });
const fel = (failure: Failure): DelOutcome => ({ type: 'failure', failure });
const delar = (parts: ReadonlyArray<readonly [string, DelOutcome]>): Outcome => ({
  type: 'data',
  data: { form: 'delar', delar: parts.map(([namn, outcome]) => ({ namn, outcome })) },
});
const notFound: Failure = { kind: 'agency-fault', felkod: '404', felmeddelanden: ['Not found'] };
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TECHNICAL = errorShape('SSBT', '2001', 'Tekniskt fel vid anrop mot, eller svar från, Bastjänst');

describe('SKV answers in parts (sources.md 1.4)', () => {
  const svar = (outcome: Outcome, ...edits: readonly Edit[]): unknown => {
    const found = svarsdata(answer(edited(asking('skv'), ...edits), { skv: outcome }));
    expect(found.children.map(({ local }) => local)).toEqual(['SKV']);
    return found.children[0] && shape(found.children[0]);
  };

  it('each with data or error on its own, in the order of the contract', () => {
    const mixed = delar([
      ['skatteuppgifter', fel({ kind: 'timeout' })],
      ['skattekonto', json('{"saldo":1}')],
      ['individuppgifter', fel(notFound)],
      ['foretagsinformation', json('{}')],
      ['beskattningsbilagor', fel({ kind: 'connection', reason: 'refused' })],
    ]);
    expect(svar(mixed)).toEqual([
      ['foretagsinformation', [['data', base64('{}')]]],
      ['individuppgifter', [errorShape('BT', '404', 'Not found')]],
      ['skattekonto', [['data', base64('{"saldo":1}')]]],
      ['skatteuppgifter', [errorShape('SSBT', '2000', expect.any(String))]],
      ['beskattningsbilagor', [TECHNICAL]],
    ]);
  });

  it('with data that is the base64 itself, byte for byte', () => {
    const content = new Uint8Array(1000).map((_, i) => i % 256);
    const found = svar(delar([['skattekonto', { type: 'data', content }]]), only('skattekonto'));
    expect(found).toEqual([['skattekonto', [['data', Buffer.from(content).toString('base64')]]]]);
  });

  it.each(DELAR)('%s alone when only that was asked for', (del) => {
    expect(svar(delar(DELAR.map((namn) => [namn, json('{}')])), only(del))).toEqual([
      [del, [['data', base64('{}')]]],
    ]);
  });

  it('never without a part that was asked for, whatever came back (architecture 11)', () => {
    const twoAsked = only('skattekonto', 'individuppgifter');
    expect(svar(delar([['skattekonto', json('{}')]]), twoAsked)).toEqual([
      ['individuppgifter', [TECHNICAL]],
      ['skattekonto', [['data', base64('{}')]]],
    ]);
    expect(svar(delar([]), twoAsked)).toEqual([
      ['individuppgifter', [TECHNICAL]],
      ['skattekonto', [TECHNICAL]],
    ]);
    expect(svar(binary('{}'), twoAsked)).toEqual([
      ['individuppgifter', [TECHNICAL]],
      ['skattekonto', [TECHNICAL]],
    ]);
  });

  it('as a whole with an error when the agency failed, and in each part that was asked for', () => {
    const timeout = errorShape('SSBT', '2000', expect.any(String));
    expect(svar(failed({ kind: 'timeout' }), only('skattekonto', 'skatteuppgifter'))).toEqual([
      ['skattekonto', [timeout]],
      ['skatteuppgifter', [timeout]],
      timeout,
    ]);
  });

  it('beside the other agencies, which answer as in version 10', () => {
    const found = svarsdata(
      answer(EXEMPEL.replace('<AF inkludera="true"', '<AF inkludera="false"'), {
        ...Object.fromEntries(
          ['csn', 'fk', 'so', 'tns', 'miv'].map((kod) => [kod, failed({ kind: 'timeout' })]),
        ),
        skv: delar(DELAR.map((namn) => [namn, json('{}')])),
      }),
    );
    expect(found.children.map(({ local }) => local)).toEqual(['CSN', 'FK', 'SKV', 'SO', 'TNS', 'MIV']);
  });
});
