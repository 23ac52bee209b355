import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameMistakes } from './name.ts';

const WORKSPACE = join(import.meta.dirname, '../..');
const mistakes = (kod: string, namn: string): string => nameMistakes(kod, namn, WORKSPACE).join(' ');

describe('a name for a new agency', () => {
  it.each([
    ['pm', 'Pensionsmyndigheten'],
    ['p2', 'Nya sjukstödet & arvet (1)'],
    ['arvsfond', 'Allmänna arvsfonden'],
  ])('may be %s, %s', (kod, namn) => {
    expect(mistakes(kod, namn)).toBe('');
  });

  it.each([
    ['upper case', 'PM', /lower-case/],
    ['a dash', 'p-m', /lower-case/],
    ['a path', '../pm', /lower-case/],
    ['one letter', 'p', /2 to 8/],
    ['nine letters', 'abcdefghi', /2 to 8/],
    ['a digit first', '2m', /letter first/],
    ['nothing', '', /2 to 8/],
    ['a scope', 'all', /another meaning/],
    ['a folder', 'registry', /another meaning/],
    ['a word of the language', 'new', /another meaning/],
    ['an agency that is there', 'csn', /libs\/bastjanster\/csn is there already.*apps\/worker-csn is there/],
  ])('cannot have as its code %s', (_, kod, said) => {
    expect(mistakes(kod, 'Namnet')).toMatch(said);
  });

  it.each([
    ['nothing', ''],
    ['a quote', "Pensioner'; x()"],
    ['several lines', 'Pensions\nmyndigheten'],
    ['markup', 'Pension <b>'],
    ['a comment end', 'Pension */ x'],
    ['too much', 'x'.repeat(81)],
  ])('cannot be %s', (_, namn) => {
    expect(mistakes('pm', namn)).toMatch(/letters, digits/);
  });
});
