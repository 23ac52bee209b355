import { describe, expect, it } from 'vitest';
import { namesOtherPerson } from './index';

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
