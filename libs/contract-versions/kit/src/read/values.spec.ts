import { QUESTION_LIMITS, readXml } from '@ssbtek/xml';
import { describe, expect, it } from 'vitest';
import { QuestionRefused } from '../version';
import { dayOf, isTrue, refuseOddYear, required, trimmed } from './values';

const parse = (xml: string) => readXml(new TextEncoder().encode(xml), QUESTION_LIMITS).root;

describe('white space around a value', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    [' \t\n\ra b\r\n', 'a b'],
    ['   ', ''],
    ['\u00A0a\u2003', '\u00A0a\u2003'],
  ])('%j becomes %j', (text, expected) => {
    expect(trimmed(text)).toBe(expected);
  });
});

describe('xs:boolean', () => {
  it.each([
    ['1', true],
    ['true', true],
    ['\ntrue ', true],
    ['0', false],
    ['false', false],
    ['', false],
  ])('%j is %s', (text, expected) => {
    expect(isTrue(text)).toBe(expected);
  });
});

describe('a day', () => {
  it.each([
    ['2013-11-01', '2013-11-01'],
    ['\n2013-11-01Z ', '2013-11-01'],
    ['2013-11-01-05:00', '2013-11-01'],
    ['12013-11-01+14:00', '12013-11-01'],
    ['-2013-11-01', '-2013-11-01'],
  ])('%j is %s', (written, day) => {
    expect(dayOf(parse(`<a><fromDatum>${written}</fromDatum></a>`), 'fromDatum')).toBe(day);
  });

  it.each(['12013-11-01', '-2013-11-01', '12013-11-01T10:00:00', ''])(
    '%j is refused in the general part without being repeated',
    (day) => {
      const refuse = () => refuseOddYear('fromDatum', day);
      expect(refuse).toThrow(QuestionRefused);
      expect(refuse).toThrow(/fromDatum: årtalet måste ha fyra siffror$/);
    },
  );
});

it('a child that the schema should have demanded is a mistake of ours, not of the caller', () => {
  expect(() => required(parse('<a/>'), 'b')).toThrow(/without b/);
  expect(() => required(parse('<a/>'), 'b')).not.toThrow(QuestionRefused);
});
