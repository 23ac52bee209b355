import { describe, expect, it } from 'vitest';
import { decodeText } from './encoding';
import { QUESTION_LIMITS } from './limits';
import { readXml } from './read';

const utf16 = (text: string, littleEndian: boolean) => {
  const out = Buffer.from(text, 'utf16le');
  return littleEndian ? out : out.swap16();
};
const MARK = { utf8: [0xef, 0xbb, 0xbf], le: [0xff, 0xfe], be: [0xfe, 0xff] };
const join = (...parts: ReadonlyArray<readonly number[] | Uint8Array>) =>
  Buffer.concat(parts.map((p) => Buffer.from(p)));
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>åäö</a>`;
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const read = (bytes: Uint8Array, charset?: string) => readXml(bytes, QUESTION_LIMITS, charset).root.text;

describe('the encoding of a document', () => {
  it.each<[string, Uint8Array, string?]>([
    ['nothing said: UTF-8', utf8('<a>åäö</a>')],
    ['UTF-8 declared', utf8(declared('utf-8'))],
    ['UTF-8 with mark', join(MARK.utf8, utf8('<a>åäö</a>'))],
    ['UTF-8 with mark, declared', join(MARK.utf8, utf8(declared('UTF-8')))],
    ['UTF-8 by charset', utf8('<a>åäö</a>'), 'utf-8'],
    ['charset in quotes', utf8('<a>åäö</a>'), '"UTF-8"'],
    ['ISO-8859-1 declared', latin1(declared('ISO-8859-1'))],
    ['ISO-8859-1 declared with single quotes', latin1(declared('iso-8859-1').replaceAll('"', "'"))],
    ['ISO-8859-1 by charset', latin1('<a>åäö</a>'), 'ISO-8859-1'],
    ['charset above the declaration (RFC 7303)', latin1(declared('UTF-8')), 'iso-8859-1'],
    ['UTF-16 in a declaration nobody changed', utf8(declared('utf-16')), 'utf-8'],
    ['windows-1252 declared', latin1(declared('windows-1252'))],
    ['UTF-16 little endian', join(MARK.le, utf16(declared('UTF-16'), true))],
    ['UTF-16 big endian', join(MARK.be, utf16(declared('utf-16'), false))],
    ['UTF-16 with charset', join(MARK.le, utf16('<a>åäö</a>', true)), 'utf-16'],
    ['UTF-16 by charset alone', utf16('<a>åäö</a>', false), 'utf-16be'],
    ['UTF-8 declared, another charset', utf8(declared('UTF-8')), 'iso-8859-1'],
    ['UTF-8 declared, an unknown charset', utf8(declared('UTF-8')), 'x-mac-roman'],
    ['UTF-8 by silence, another charset', utf8('<a>åäö</a>'), 'windows-1252'],
    ['UTF-8 by charset, another declaration', utf8(declared('ISO-8859-1')), 'UTF-8'],
    ['UTF-8 by mark, another declaration', join(MARK.utf8, utf8(declared('ISO-8859-1')))],
    ['UTF-8 by mark, another charset', join(MARK.utf8, utf8('<a>åäö</a>')), 'iso-8859-1'],
    ['ISO-8859-1 declared, charset UTF-8 that it is not', latin1(declared('ISO-8859-1')), 'utf-8'],
    ['ISO-8859-1 by charset, another declaration', latin1(declared('windows-1252')), 'iso-8859-1'],
  ])('is heeded: %s', (_, bytes, charset) => {
    expect(read(bytes, charset)).toBe('åäö');
  });

  it('takes ISO-8859-1 at its word: bytes 80 to 9F are not windows-1252', () => {
    const bytes = join(
      latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>'),
      [0x80, 0x9f],
      latin1('</a>'),
    );
    expect(read(bytes)).toBe('\u0080\u009f');
    expect(read(bytes, 'windows-1252')).toBe('€Ÿ');
  });

  it.each<[string, Uint8Array, string?]>([
    ['ISO-8859-1 bytes as UTF-8', latin1('<a>åäö</a>')],
    ['overlong UTF-8', join(utf8('<a>'), [0xc0, 0xaf], utf8('</a>'))],
    ['surrogates in UTF-8', join(utf8('<a>'), [0xed, 0xa0, 0x80], utf8('</a>'))],
    ['UTF-8 cut off', utf8('<a>å').subarray(0, 4)],
    ['UTF-8 by charset and declaration, and it is not', latin1(declared('UTF-8')), 'utf-8'],
    ['UTF-8 by charset, and it is not', latin1('<a>åäö</a>'), 'utf-8'],
    ['an unknown charset before a declaration', latin1(declared('ISO-8859-1')), 'x-mac-roman'],
    ['UTF-16 mark against declaration', join(MARK.le, utf16(declared('UTF-8'), true))],
    ['UTF-16 by mark, another charset', join(MARK.le, utf16(declared('UTF-16'), true)), 'utf-8'],
    ['UTF-16 mark against byte order', join(MARK.le, utf16(declared('UTF-16BE'), true))],
    ['UTF-16 without mark', utf16('<a/>', true)],
    ['UTF-16 without mark by charset', utf16('<a/>', false), 'utf-16'],
    ['UTF-16 declared in bytes', utf8(declared('UTF-16'))],
    ['half a UTF-16 unit', join(MARK.le, utf16('<a/>', true), [0x20])],
    ['lone surrogate in UTF-16', join(MARK.le, utf16('<a>\ud800</a>', true))],
    ['ASCII that is not', latin1(declared('US-ASCII'))],
    ['UTF-7', utf8(declared('UTF-7'))],
    ['EBCDIC', Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93])],
    ['ISO-8859-15', latin1(declared('ISO-8859-15'))],
    ['unknown charset', utf8('<a/>'), 'x-mac-roman'],
    ['ASCII by charset that it is not', utf8('<a>å</a>'), 'us-ascii'],
    ['UTF-32', join([0xff, 0xfe, 0, 0], Buffer.from('<a/>', 'utf16le'))],
    ['UTF-32 big endian', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])],
    [
      'declaration beyond where it is looked for',
      latin1(
        declared('ISO-8859-1')
          .replace(' enc', `${' '.repeat(300)}enc`)
          .replace('åäö', ''),
      ),
    ],
  ])('is refused: %s', (_, bytes, charset) => {
    expect(() => read(bytes, charset)).toThrow(expect.objectContaining({ reason: 'encoding' }));
  });

  it('counts offsets without the mark', () => {
    const { source, root } = readXml(join(MARK.utf8, utf8('<a>x</a>')), QUESTION_LIMITS);
    expect([source, root.start, root.contentStart, root.contentEnd, root.end]).toEqual([
      '<a>x</a>',
      0,
      3,
      4,
      8,
    ]);
  });
});

describe('the encoding of a text for people', () => {
  it.each<[string, Uint8Array, string?]>([
    ['nothing said, UTF-8', utf8('Åtgärd')],
    ['nothing said, ISO-8859-1', latin1('Åtgärd')],
    ['ISO-8859-1 by charset', latin1('Åtgärd'), '"ISO-8859-1"'],
    ['windows-1252 by charset', latin1('Åtgärd'), 'windows-1252'],
    ['UTF-8 by charset', utf8('Åtgärd'), 'utf-8'],
    ['UTF-8 by charset that it is not', latin1('Åtgärd'), 'utf-8'],
    ['UTF-8 by mark, another charset', join(MARK.utf8, utf8('Åtgärd')), 'iso-8859-1'],
    ['an unknown charset, UTF-8', utf8('Åtgärd'), 'x-mac-roman'],
    ['an unknown charset, ISO-8859-1', latin1('Åtgärd'), 'x-mac-roman'],
    ['ASCII that it is not', latin1('Åtgärd'), 'us-ascii'],
  ])('keeps its letters: %s', (_, bytes, charset) => {
    expect(decodeText(bytes, charset)).toBe('Åtgärd');
  });
});
