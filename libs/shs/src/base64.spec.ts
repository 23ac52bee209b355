import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64';

const bytes = (text: string) => new TextEncoder().encode(text);
const anyBytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 197 + 31) % 256);

describe('base64', () => {
  it.each([0, 1, 2, 3, 56, 57, 58, 1000])('returns %i bytes as they were', (length) => {
    const content = anyBytes(length);
    const encoded = encodeBase64(content);
    expect(encoded.replaceAll('\r\n', '')).toBe(Buffer.from(content).toString('base64'));
    expect(encoded.split('\r\n').every((line) => line.length <= 76)).toBe(true);
    expect(decodeBase64(bytes(encoded))).toEqual(content);
  });

  it.each([
    ['line breaks of either kind', 'QU\r\nJD\nRA\r\n==\r\n'],
    ['spaces and tabs', ' QUJD\tRA== '],
    ['padding over two lines', 'QUJDRA=\r\n='],
  ])('reads %s', (_name, encoded) => {
    expect(new TextDecoder().decode(decodeBase64(bytes(encoded)))).toBe('ABCD');
  });

  it.each([
    ['a stray character', 'QU@JDRA=='],
    ['the url alphabet', 'QUJ_'],
    ['a byte above ASCII', 'QUJå'],
    ['too little padding', 'QUJDRA='],
    ['no padding', 'QUJDRA'],
    ['too much padding', 'QUJDRA==='],
    ['padding after a whole group', 'QUJD='],
    ['text after the padding', 'QUJDRA==QUJD'],
    ['one character too many', 'QUJDR'],
    ['nothing but padding', '===='],
    ['padding for a whole group', 'QUJD===='],
    ['a form feed', 'QUJD\fRA=='],
    ['a no-break space', 'QUJD\u00a0RA=='],
  ])('refuses %s', (_name, encoded) => {
    expect(() => decodeBase64(bytes(encoded))).toThrow(
      expect.objectContaining({ code: 'IllegalDatapartContent' }),
    );
  });
});
