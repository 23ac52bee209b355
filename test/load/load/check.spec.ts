import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ELEMENT_BY_KOD, violations, type Expectation } from './check.ts';
import { persons } from './persons.ts';

const PERSON = '199901102385';
const OTHER = '199901112391';
const ALL = Object.values(ELEMENT_BY_KOD);
const expected: Expectation = { personidentitet: PERSON, korrelationsid: 'BENCH-7', inkludera: ALL };

const nonce = (kod: string, person: string): string =>
  `nonce-${kod}-${createHash('sha256').update(`${kod}/${person}`).digest('hex').slice(0, 16)}`;

function svar(kod: string, person = PERSON): string {
  const plain = `<a>${person}</a><b>x ${nonce(kod, person)}</b>`;
  const content = kod === 'csn' ? `<ssbt:svar>${Buffer.from(plain).toString('base64')}</ssbt:svar>` : plain;
  return `<ssbt:${ELEMENT_BY_KOD[kod]}><ssbt:data>${content}</ssbt:data></ssbt:${ELEMENT_BY_KOD[kod]}>`;
}

const koder = Object.keys(ELEMENT_BY_KOD);
const answer = (svarOf: (kod: string) => string = svar, id = 'BENCH-7'): string =>
  `<ssbt:korrelationsid>${id}</ssbt:korrelationsid><ssbt:svarsdata>${koder.map((kod) => svarOf(kod)).join('')}</ssbt:svarsdata>`;
const error = (kalla: string, felkod: string): string =>
  `<ssbt:CSN><ssbt:error><ssbt:kalla>${kalla}</ssbt:kalla><ssbt:felkod>${felkod}</ssbt:felkod></ssbt:error></ssbt:CSN>`;
const insteadOf = (kod: string, text: string): string => answer((one) => (one === kod ? text : svar(one)));

describe('violations', () => {
  it('finds nothing wrong with a right answer', () => {
    expect(violations({ status: 200, xml: answer() }, expected)).toEqual([]);
  });
  it.each([
    ['a fault', 500, answer(), ['HTTP 500']],
    [
      'the answer to another question',
      200,
      answer(svar, 'BENCH-70'),
      ['korrelationsid of the question missing'],
    ],
    ['an agency that is missing', 200, insteadOf('so', ''), ['SO missing']],
    ['an error', 200, insteadOf('csn', error('SSBT', '2000')), ['CSN is an error: SSBT 2000']],
    [
      'somebody else',
      200,
      insteadOf('af', svar('af', OTHER)),
      ['AF is about somebody else', 'AF has the data of another call'],
    ],
    [
      'somebody else behind base64',
      200,
      insteadOf('csn', svar('csn', OTHER)),
      ['CSN is about somebody else', 'CSN has the data of another call'],
    ],
    [
      'data without proof',
      200,
      insteadOf('fk', '<ssbt:FK><ssbt:data/></ssbt:FK>'),
      ['FK does not show whose it is'],
    ],
  ])('finds %s', (_, status, xml, found) => {
    expect(violations({ status, xml }, expected)).toEqual(found);
  });
  it('finds an agency that was not asked', () => {
    const inkludera = ALL.filter((element) => element !== 'TNS');
    expect(violations({ status: 200, xml: answer() }, { ...expected, inkludera })).toEqual([
      'TNS not asked for',
    ]);
  });
  it.each([
    [error('SSBT', '2000'), []],
    [error('SSBT', '2001'), []],
    [error('BT', '2000'), ['CSN hangs and is no error']],
    [svar('csn'), ['CSN hangs and is no error']],
  ])('wants an error of SSBT where an agency hangs: %s', (csn, found) => {
    expect(violations({ status: 200, xml: insteadOf('csn', csn) }, { ...expected, hangs: 'CSN' })).toEqual(
      found,
    );
  });
});

describe('persons', () => {
  it('are all different, of the published series, with a right check digit', () => {
    const all = persons();
    expect(new Set(all).size).toBe(15_960);
    expect(all.every((number) => /^(19|20)\d{6}23[89]\d$/.test(number))).toBe(true);
    expect(all).toContain('199001102384');
  });
});
