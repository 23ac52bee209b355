import { PERSONAS } from '@ssbtek/bastjanst-kit';
import { describe, expect, it } from 'vitest';
import { isTestNumber } from './person';

describe('who may be asked about', () => {
  it.each(PERSONAS.map(({ personidentitet }) => personidentitet))('%s, a published test number', (number) => {
    expect(isTestNumber(number)).toBe(true);
  });

  // Numbers that could be somebody's are put together here, so that this file holds none.
  it.each([
    ['somebody', ['19850101', '1236']],
    ['somebody with a samordningsnummer', ['19850161', '1233']],
    ['a wrong check digit', ['19900101', '2384']],
    ['a day that does not exist', ['19900230', '2389']],
    ['a month that does not exist', ['19901301', '2380']],
    ['ten digits', ['900101', '2385']],
    ['more digits', ['919900101', '2385']],
    ['other digits', ['19900101', '238٥']],
    ['a line behind', ['19900101', '2385\n']],
    ['nobody', []],
  ])('not %s', (_, parts) => {
    expect(isTestNumber(parts.join(''))).toBe(false);
  });
});
