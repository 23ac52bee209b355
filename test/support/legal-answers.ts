/** One way in which a server may legally write an answer (docs/agency-http.md), as bytes in Latin-1. */
export interface LegalAnswer {
  readonly name: string;
  readonly write: (answer: { readonly type: string; readonly body: string }) => string;
}

type Part = { readonly type: string; readonly body: string };

const fields = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');
const ok = (body: string, ...lines: readonly string[]): string =>
  `HTTP/1.1 200 OK\r\n${fields(...lines)}\r\n${body}`;
const sized = ({ type, body }: Part, ...lines: readonly string[]): string =>
  ok(body, `Content-Type: ${type}`, `Content-Length: ${body.length}`, ...lines);
const interim = (...statuses: readonly string[]): string =>
  statuses.map((status) => `HTTP/1.1 ${status}\r\n\r\n`).join('');
const chunks = ({ type }: Part, coding: string, pieces: readonly string[], end: string): string =>
  ok(pieces.join('') + end, `Content-Type: ${type}`, coding);
const halves = ({ body }: Part, size: (bytes: number) => string): readonly string[] => {
  const middle = Math.ceil(body.length / 2);
  return [body.slice(0, middle), body.slice(middle)].map((part) => `${size(part.length)}\r\n${part}\r\n`);
};
const hex = (bytes: number): string => bytes.toString(16);

/** Each is tried against the client alone and against every service of every agency. */
export const LEGAL_ANSWERS: readonly LegalAnswer[] = [
  { name: 'plainly', write: (part) => sized(part) },
  { name: 'after 100 Continue', write: (part) => interim('100 Continue') + sized(part) },
  { name: 'after 102 Processing', write: (part) => interim('102 Processing') + sized(part) },
  {
    name: 'after 103 Early Hints with fields',
    write: (part) => 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n' + sized(part),
  },
  {
    name: 'after several interim answers',
    write: (part) => interim('100 ', '100', '102 P', '199 X') + sized(part),
  },
  {
    name: 'in chunks',
    write: (part) => chunks(part, 'Transfer-Encoding: chunked', halves(part, hex), '0\r\n\r\n'),
  },
  {
    name: 'in chunks with upper-case sizes and leading zeros',
    write: (part) =>
      chunks(
        part,
        'TRANSFER-ENCODING: CHUNKED',
        halves(part, (n) => `000${hex(n).toUpperCase()}`),
        '000\r\n\r\n',
      ),
  },
  {
    name: 'in chunks with extensions and trailers',
    write: (part) =>
      chunks(
        part,
        'Transfer-Encoding: Chunked',
        halves(part, (n) => `${hex(n)};a;b=c;d="e;f"`),
        '0;last\r\nX-Trailer: a\r\nDigest: b\r\n\r\n',
      ),
  },
  {
    name: 'in chunks, with empty members in the list of codings',
    write: (part) => chunks(part, 'Transfer-Encoding: , chunked ,', halves(part, hex), '0\r\n\r\n'),
  },
  { name: 'until the connection closes', write: ({ type, body }) => ok(body, `Content-Type: ${type}`) },
  {
    name: 'with Connection: Close and no length',
    write: ({ type, body }) => ok(body, `Content-Type: ${type}`, 'Connection: Close'),
  },
  {
    name: 'with a list in Connection',
    write: (part) => sized(part, 'Connection: Keep-Alive, X-A', 'X-A: b'),
  },
  { name: 'with CLOSE in a list', write: (part) => sized(part, 'Connection: x-a , CLOSE') },
  {
    name: 'with the same length twice',
    write: (part) => sized(part, `content-length: ${part.body.length}`),
  },
  {
    name: 'with the same length in a list',
    write: ({ type, body }) =>
      ok(body, `Content-Type: ${type}`, `Content-Length: ${body.length}, ${body.length}`),
  },
  {
    name: 'with a padded length',
    write: ({ type, body }) => ok(body, `Content-Type:${type}`, `Content-Length: \t 00${body.length} \t`),
  },
  {
    name: 'in HTTP/1.0',
    write: ({ type, body }) => `HTTP/1.0 200 OK\r\n${fields(`Content-Type: ${type}`)}\r\n${body}`,
  },
  {
    name: 'in HTTP/1.0 that keeps the connection',
    write: ({ type, body }) =>
      `HTTP/1.0 200 OK\r\n${fields('Connection: keep-alive', `Content-Type: ${type}`, `Content-Length: ${body.length}`)}\r\n${body}`,
  },
  { name: 'in a later HTTP/1.x', write: (part) => sized(part).replace('HTTP/1.1', 'HTTP/1.2') },
  {
    name: 'with names in upper case',
    write: ({ type, body }) => ok(body, `CONTENT-TYPE: ${type}`, `CONTENT-LENGTH: ${body.length}`),
  },
  { name: 'with folded lines', write: (part) => sized(part, 'X-A: b', '  c', '\td', 'X-E: f') },
  {
    name: 'with a folded Content-Type',
    write: ({ type, body }) =>
      ok(body, `Content-Type: ${type.replace(/; ?/g, ';\r\n ')}`, `Content-Length: ${body.length}`),
  },
  {
    name: 'with empty, padded and unusual fields',
    write: (part) => sized(part, 'X-A:', 'X-B:  \t', "!#$%&'*+.^_`|~: \xe5", '_x: "a, b"'),
  },
  { name: 'without a reason phrase', write: (part) => sized(part).replace('200 OK', '200 ') },
  { name: 'without a reason phrase nor a space', write: (part) => sized(part).replace('200 OK', '200') },
  { name: 'with a reason phrase that is not ASCII', write: (part) => sized(part).replace('OK', 'Ja\t\xe5') },
  { name: 'with empty lines in front', write: (part) => '\r\n\r\n' + sized(part) },
  {
    name: 'with an offer to upgrade',
    write: (part) => sized(part, 'Upgrade: h2,h2c', 'Connection: Upgrade, Keep-Alive'),
  },
  ...['', 'identity', 'Identity', 'identity, IDENTITY', ' , ', 'utf-8', 'none', '8bit', 'binary'].map(
    (coding) => ({
      name: `with Content-Encoding: ${coding || '(empty)'}`,
      write: (part: Part) => sized(part, `Content-Encoding: ${coding}`),
    }),
  ),
];
