import { describe, expect, it } from 'vitest';
import { failed } from '@ssbtek/core';
import {
  binaryData,
  hasRightCheckDigit,
  malformed,
  mismatchesIn,
  namesOtherPerson,
  otherPerson,
  otherQuestion,
} from './index';

describe('namesOtherPerson', () => {
  it.each([
    ['the same number', '191212121212', false],
    ['with a separator', '19121212-1212', false],
    ['with white space around', ' \n191212121212 ', false],
    ['its last ten digits', '1212121212', false],
    ['its last ten digits with a plus', '121212+1212', false],
    ['nobody', undefined, false],
    ['an empty text', ' ', false],
    ['somebody else', '199001012385', true],
    ['another century', '201212121212', true],
    ['part of the number', '12121212', true],
    ['the number and more', '1912121212120', true],
    ['words', 'Tolvan Tolvansson', true],
    ['other digits of Unicode', '١٩١٢١٢١٢١٢١٢', true],
  ])('%s: %s', (_, stated, expected) => {
    expect(namesOtherPerson(stated, '191212121212')).toBe(expected);
  });
});

describe('mismatchesIn', () => {
  const part = (outcome: ReturnType<typeof otherPerson>) => ({ namn: 'x', outcome: outcome as never });
  const inParts = (...outcomes: ReturnType<typeof otherPerson>[]) =>
    ({ type: 'data', data: { form: 'delar', delar: outcomes.map(part) } }) as const;
  it.each([
    ['an answer about somebody else', otherPerson(), 1],
    ['an answer to another question', otherQuestion(), 1],
    ['another unreadable answer', malformed('empty'), 0],
    ['a connection that failed for that word', failed({ kind: 'connection', reason: 'other-person' }), 0],
    ['data', binaryData(new Uint8Array()), 0],
    ['parts about somebody else', inParts(otherPerson(), malformed('empty'), otherPerson()), 2],
    ['good parts', inParts(), 0],
  ])('%s: %i', (_, outcome, expected) => expect(mismatchesIn(outcome)).toBe(expected));
});

it.each([
  ['191212121212', true],
  ['191212121212'.replace(/2$/, '3'), false],
  ['202201612393', true],
  ['1212121212', false],
  ['19121212121x', false],
  ['', false],
])('the check digit of %j is right: %s', (number, right) => {
  expect(hasRightCheckDigit(number)).toBe(right);
});
