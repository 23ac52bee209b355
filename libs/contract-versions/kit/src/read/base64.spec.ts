import { describe, expect, it } from 'vitest';
import { base64Bytes } from './base64';

const textOf = (written: string): string | undefined => {
  const bytes = base64Bytes(written);
  return bytes && new TextDecoder().decode(bytes);
};

describe('base64', () => {
  it.each([
    ['', ''],
    ['YQ==', 'a'],
    ['YWI=', 'ab'],
    ['YWJj', 'abc'],
    [' Y\tW\r\nJ j ', 'abc'],
    ['Y Q = =', 'a'],
    ['w6XDpMO2', 'åäö'],
    ['Pz8/Pj4+', '???>>>'],
  ])('%j holds %j', (written, text) => {
    expect(textOf(written)).toBe(text);
  });

  it.each([
    'Y',
    'YQ',
    'YQ=',
    'YQ===',
    '=',
    '====',
    'YWJj=',
    'YQ==YQ==',
    'YR==',
    'YWJ=',
    'Pz8_Pj4-',
    'YWJj!',
    'YWJj\u00A0',
    'YWJjå',
    '-YWJ',
  ])('%j is none', (written) => {
    expect(base64Bytes(written)).toBeUndefined();
  });

  it('is read in linear time, right or wrong', () => {
    const long = 'YWJj'.repeat(60_000);
    expect(base64Bytes(long)).toHaveLength(180_000);
    expect(base64Bytes(`${long}!`)).toBeUndefined();
  });
});
