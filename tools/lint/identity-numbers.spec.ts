import { describe, expect, it } from 'vitest';
import { identityNumbersIn } from './identity-numbers.ts';

/** Numbers are put together here, so that this file holds none. */
const found = (...parts: string[]): number => identityNumbersIn(parts.join('')).length;

describe('an identity number is found', () => {
  it.each([
    ['twelve digits', ['19850101', '1236']],
    ['with a dash', ['19850101', '-1236']],
    ['ten digits with a dash', ['850101', '-1236']],
    ['of somebody above a hundred', ['850101', '+1236']],
    ['on a leap day', ['20000229', '1235']],
    ['a samordningsnummer', ['19850161', '1233']],
    ['in text', ['id-19850101', '1236.']],
  ])('%s', (_, parts) => {
    expect(found(...parts)).toBe(1);
  });
});

describe('no identity number is', () => {
  it.each([
    ['Tolvan', '191212121212'],
    ['Tolvan, with a dash', '121212-1212'],
    ['published: 980', '199001012385'],
    ['published: 981', '189001019802'],
    ['published: 989', '189909139801'],
    ['published: 239', '201701012393'],
    ['published samordningsnummer', '202201612393'],
    ['an organisation number', '162120002411'],
    ['the organisation number of Försäkringskassan', '162021005521'],
    ['a time in milliseconds', '1767225600000'],
    ['a wrong check digit', '198501011237'],
    ['a day that does not exist', '198502301230'],
    ['no leap day', '190002291235'],
    ['part of something longer', '0198501011236'],
    ['part of a version', '1.198501011236'],
    ['the end of a UUID', '00000000-0000-4000-8000-000000000001'],
  ])('%s', (_, text) => {
    expect(found(text)).toBe(0);
  });
});
