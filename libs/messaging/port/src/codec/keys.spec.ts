import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keysFromFile, shareAKey } from './keys';

const key = (seed: string): string => createHash('sha256').update(seed).digest('base64');
const text = (active: string, keys: object): string => JSON.stringify({ active, keys });

describe('a key file', () => {
  it('holds keys by id', () => {
    const { active, keys } = keysFromFile(text('b', { a: key('1'), b: key('2') }));
    expect(active).toBe('b');
    expect(Buffer.from(keys.get('a') ?? []).toString('base64')).toBe(key('1'));
  });
  it.each([
    ['no JSON', 'x', /^expected JSON/],
    ['another shape', '{"active":"a"}', /^expected JSON/],
    ['a key that is no text', text('a', { a: 1 }), /^expected JSON/],
    ['no active key', text('b', { a: key('1') }), /^the active key "b" is missing$/],
    ['a short key', text('a', { a: 'AAAA' }), /^key "a" has 3 bytes, 32 are needed$/],
    [
      'no base64',
      text('a', { a: `${key('1').slice(0, 20)}*${key('1').slice(21)}` }),
      /^key "a" is not base64$/,
    ],
    ['32 zero bytes', text('a', { a: Buffer.alloc(32).toString('base64') }), /^key "a" is not random/],
    [
      'a word repeated',
      text('a', { a: Buffer.from('secret!!'.repeat(4)).toString('base64') }),
      /is not random/,
    ],
    ['an id that no header takes', text('a b', { 'a b': key('1') }), /^the id "a b" must be/],
    [
      'a key in the place of an id',
      text(key('1'), { [key('1')]: 'a' }),
      /^the id that is longer than 40 characters must be/,
    ],
  ])('is refused with a sentence that holds no key: %s', (_, content, sentence) => {
    expect(() => keysFromFile(content)).toThrow(sentence);
    expect(() => keysFromFile(content)).not.toThrow(key('1').slice(0, 20));
  });
});

describe('two key files', () => {
  const one = keysFromFile(text('a', { a: key('1'), b: key('2') }));
  it('share a key whatever its id is', () => {
    expect(shareAKey(one, keysFromFile(text('c', { c: key('2') })))).toBe(true);
    expect(shareAKey(one, keysFromFile(text('a', { a: key('3') })))).toBe(false);
  });
});
