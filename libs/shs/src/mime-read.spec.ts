import { describe, expect, it } from 'vitest';
import { fromLatin1, toLatin1 } from './bytes';
import { decodePart, readMultipart } from './mime-read';
import { boundaryOf, writeMultipart, type MimePartOut } from './mime-write';

const read = (text: string, contentType: string) =>
  readMultipart(toLatin1(text), contentType).map((part) => fromLatin1(decodePart(part).content));
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('multipart reader', () => {
  const simple = (boundary: string, nl: string) =>
    [
      '',
      `--${boundary}`,
      'Content-Type: a/b',
      '',
      'one',
      `--${boundary}`,
      '',
      'two',
      `--${boundary}--`,
      '',
    ].join(nl);

  it.each([
    ['CRLF line ends', simple('b', '\r\n'), 'multipart/mixed; boundary=b'],
    ['LF line ends', simple('b', '\n'), 'multipart/mixed; boundary=b'],
    [
      'preamble and epilogue',
      `Subject: x\r\n--bb\r\nnot yet${simple('b', '\r\n')}--c epilogue`,
      'multipart/mixed; boundary=b',
    ],
    ['no line end after the closing boundary', simple('b', '\r\n').trimEnd(), 'multipart/mixed; boundary=b'],
    [
      'white space after the boundary',
      simple('b', '\r\n').replaceAll('--b\r', '--b \t\r'),
      'multipart/mixed; boundary=b',
    ],
    [
      'a quoted boundary with odd characters',
      simple("'()+_,-./:=? x", '\r\n'),
      `multipart/mixed; boundary="'()+_,-./:=? x"`,
    ],
    ['escapes in the quoted boundary', simple('a"b\\c', '\r\n'), 'multipart/mixed; boundary="a\\"b\\\\c"'],
    ['a folded header', simple('b', '\r\n'), 'multipart/mixed;\r\n\tboundary="b"'],
    [
      'other parameters and case',
      simple('b', '\r\n'),
      'Multipart/Mixed; charset=x ; BOUNDARY = b; type="text/xml"',
    ],
    [
      'message/rfc822',
      `Subject: SHS-message\r\nContent-Type: multipart/mixed;\r\n\tboundary="b"\r\n${simple('b', '\r\n')}`,
      'message/rfc822',
    ],
    [
      'message/rfc822 with LF',
      `Subject: SHS-message\nContent-Type: multipart/mixed;\n\tboundary="b"\n${simple('b', '\n')}`,
      'message/rfc822; x=y',
    ],
    [
      'MIME headers repeated in the body',
      `Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n${simple('b', '\r\n')}`,
      'multipart/mixed; boundary=b',
    ],
  ])('reads %s', (_name, body, contentType) => {
    expect(read(body, contentType)).toEqual(['one', 'two']);
  });

  it.each([
    ['ends with a line feed', '--b\r\n\r\none\n\r\n--b--', 'one\n'],
    ['ends with CRLF', '--b\r\n\r\none\r\n\r\n--b--', 'one\r\n'],
    ['holds the boundary inside a line', '--b\r\n\r\nx --b\r\nx\r\n--b--', 'x --b\r\nx'],
    ['holds a longer boundary', '--b\r\n\r\n--bc\r\n--b-\r\n--b--', '--bc\r\n--b-'],
    ['ends with a carriage return, lines end with LF', '--b\n\none\r\n--b--', 'one\r'],
    ['is empty', '--b\r\n\r\n\r\n--b--', ''],
    ['is empty, headers only', '--b\r\nA: b\r\n--b--', ''],
    ['begins with an empty line', '--b\r\n\r\n\r\none\r\n--b--', '\r\none'],
  ])('keeps content that %s', (_name, body, content) => {
    expect(read(body, 'multipart/mixed; boundary=b')).toEqual([content]);
  });

  it.each(['binary', 'BINARY', '8bit', '7bit'])('takes %s as it stands', (encoding) => {
    const body = `--b\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n=41\r\n--b--`;
    expect(read(body, 'multipart/mixed; boundary=b')).toEqual(['=41']);
  });

  it.each([
    [
      'too many parts',
      `--b${'\r\n--b'.repeat(200)}--`,
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    [
      'too many header lines',
      `--b\r\n${'A: b\r\n'.repeat(8000)}\r\n--b--`,
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    [
      'too many folded header lines',
      `--b\r\nA: b\r\n${' b\r\n'.repeat(8000)}\r\n--b--`,
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    [
      'a boundary of 71 characters',
      `--${'b'.repeat(71)}--`,
      `multipart/mixed; boundary=${'b'.repeat(71)}`,
      'IllegalMessageStructure',
    ],
    ['another content type', '--b\r\n\r\n\r\n--b--', 'text/xml', 'IllegalMessageStructure'],
    ['multipart/related', '--b\r\n\r\n\r\n--b--', 'multipart/related; boundary=b', 'IllegalMessageStructure'],
    ['no boundary parameter', '--b\r\n\r\n\r\n--b--', 'multipart/mixed', 'IllegalMessageStructure'],
    ['an empty boundary', '--\r\n\r\n\r\n----', 'multipart/mixed; boundary=""', 'IllegalMessageStructure'],
    [
      'a boundary that does not occur',
      '--x\r\n\r\n\r\n--x--',
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    ['an empty body', '', 'multipart/mixed; boundary=b', 'IllegalMessageStructure'],
    [
      'no closing boundary',
      '--b\r\n\r\none\r\n--b\r\n\r\ntwo',
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    [
      'a cut closing boundary',
      '--b\r\n\r\none\r\n--b-',
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    [
      'a header line without colon',
      '--b\r\nnonsense\r\n\r\none\r\n--b--',
      'multipart/mixed; boundary=b',
      'IllegalMessageStructure',
    ],
    ['rfc822 without MIME headers', '--b\r\n\r\none\r\n--b--', 'message/rfc822', 'IllegalMessageStructure'],
    [
      'rfc822 that is no multipart',
      'Content-Type: text/xml\r\n\r\n<a/>',
      'message/rfc822',
      'IllegalMessageStructure',
    ],
    [
      'quoted-printable',
      '--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41\r\n--b--',
      'multipart/mixed; boundary=b',
      'IllegalDatapartContent',
    ],
    [
      'base64 with stray characters',
      '--b\r\nContent-Transfer-Encoding: base64\r\n\r\nQU@@JD\r\n--b--',
      'multipart/mixed; boundary=b',
      'IllegalDatapartContent',
    ],
  ])('refuses %s', (_name, body, contentType, code) => {
    expect(() => read(body, contentType)).toThrow(expect.objectContaining({ code }));
  });
});

describe('multipart writer', () => {
  const part = (content: Uint8Array, encoding: MimePartOut['encoding']): MimePartOut => ({
    headers: [['Content-Type', 'application/octet-stream']],
    content,
    encoding,
  });

  it.each([
    ['binary', everyByte],
    ['8bit', toLatin1('å\r\n--\r\n')],
    ['7bit', toLatin1('plain\n\n')],
    ['base64', everyByte],
    ['binary', toLatin1('')],
    ['binary', toLatin1('\r\n------=_SHS_1\r\n------=_SHS_1--\r\n')],
  ] as const)('is read back byte for byte: %s', (encoding, content) => {
    const boundary = boundaryOf('0'.repeat(32));
    const body = writeMultipart([part(content, encoding), part(everyByte, 'binary')], boundary);
    const parts = readMultipart(body, `multipart/mixed; boundary="${boundary}"`);
    expect(parts.map((p) => decodePart(p).content)).toEqual([content, everyByte]);
    expect(parts[0]?.headers.get('content-transfer-encoding')).toBe(encoding);
  });

  it('does not call other bytes 7bit', () => {
    expect(() => writeMultipart([part(everyByte, '7bit')], 'b')).toThrow('7bit');
  });
});
