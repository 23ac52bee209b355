import type { AgencyResponse } from '../exchange';
import { SPOILED_ANSWERS, spoil } from '../faults';
import { textIn, withBody } from './example';

/** A broken answer by name. */
export type Broken = readonly [name: string, response: AgencyResponse];

const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
const SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const HTML = '<!DOCTYPE html><html><head><title>Fel</title></head><body><p>Nere<br></body></html>';

/** Answers that no agency's contract knows, made from a good one. */
export function brokenAnswers(good: AgencyResponse): readonly Broken[] {
  const half = (share: number): Broken => [
    `cut off after ${share * 100} %`,
    { ...good, body: good.body.slice(0, Math.floor(good.body.length * share)) },
  ];
  return [
    ...SPOILED_ANSWERS.map((fault): Broken => [fault, spoil(fault, good)]),
    half(0.1),
    half(0.9),
    ['only white space', withBody(good, ' \r\n\t ')],
    [
      'HTML with a doctype and status 200',
      { ...withBody(good, HTML), headers: { 'content-type': 'text/html' } },
    ],
    ['JSON of another kind', { ...withBody(good, '[]'), headers: { 'content-type': 'application/json' } }],
    ['JSON null', { ...withBody(good, 'null'), headers: { 'content-type': 'application/json' } }],
    ['plain text', { ...withBody(good, 'OK'), headers: { 'content-type': 'text/plain' } }],
    ['NUL bytes', withBody(good, new Uint8Array(64))],
    ['a byte that is no UTF-8', withBody(good, Uint8Array.of(0xff, ...good.body))],
    ...[204, 301, 307, 404, 500, 502].map((status): Broken => [
      `status ${status} with HTML`,
      { ...withBody(good, HTML), status, reason: 'x', headers: { location: 'http://127.0.0.1:9/' } },
    ]),
    ['status 302 with a good body', { ...good, status: 302, headers: { ...good.headers, location: '/' } }],
  ];
}

/** Broken JSON answers, made from a good one. */
export function brokenJsonAnswers(good: AgencyResponse): readonly Broken[] {
  const text = textIn(good);
  const changed = (name: string, from: RegExp, to: string): Broken => {
    const after = text.replace(from, to);
    if (after === text) throw new Error(`nothing to break: ${name}`);
    return [name, withBody(good, after)];
  };
  const swedish = text.replace('{', '{"å":"ö",');
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return [
    changed('a comma after the last member', /\}$/, ',}'),
    changed('no last brace', /\}$/, ''),
    changed('a name without quotation marks', /"(\w+)":/, '$1:'),
    changed('apostrophes for quotation marks', /"(\w+)":/, "'$1':"),
    changed('a comment', /^\{/, '/* svar */{'),
    changed('NaN', /^\{/, '{"a":NaN,'),
    changed('a number with a leading zero', /^\{/, '{"a":0123,'),
    changed('a line break inside a text', /^\{/, '{"a":"b\nc",'),
    changed('an escape that is none', /^\{/, '{"a":"\\x41",'),
    changed('two documents', /^[^]*$/, '$&$&'),
    changed('two documents on a line each', /^[^]*$/, '$&\n$&'),
    changed('text after the document', /$/, ' OK'),
    changed('a NUL after the document', /$/, '\0'),
    changed('a prefix against script inclusion', /^/, ")]}',\n"),
    changed('a call around it', /^[^]*$/, 'svar($&);'),
    ['the document as a text in JSON', withBody(good, JSON.stringify(text))],
    ['a list around it', withBody(good, `[${text}]`)],
    ...['"text"', '4711', 'true', '{', '}', '{{}}'].map((body): Broken => [body, withBody(good, body)]),
    ['a million brackets', withBody(good, '['.repeat(1_000_000))],
    ['a million lists', withBody(good, '['.repeat(500_000) + ']'.repeat(500_000))],
    ['XML', withBody(good, '<?xml version="1.0"?><svar/>')],
    ['ISO-8859-1', withBody(good, Buffer.from(swedish, 'latin1'))],
    ['UTF-16', withBody(good, utf16)],
    ['a surrogate alone in UTF-8', withBody(good, withBytes(swedish, 'å', [0xed, 0xa0, 0x80]))],
    ['an overlong form', withBody(good, withBytes(swedish, 'å', [0xc0, 0xaf]))],
    ['base64 of it', withBody(good, Buffer.from(good.body).toString('base64'))],
  ];
}

/** The text in UTF-8 with other bytes for the first such character. */
function withBytes(text: string, character: string, bytes: readonly number[]): Uint8Array {
  const at = text.indexOf(character);
  const [before, after] = [text.slice(0, at), text.slice(at + 1)].map((part) =>
    new TextEncoder().encode(part),
  );
  return Uint8Array.of(...(before ?? []), ...bytes, ...(after ?? []));
}

/** Broken SOAP answers, made from a good one in the namespace. */
export function brokenSoapAnswers(good: AgencyResponse, uri: string, local: string): readonly Broken[] {
  const text = textIn(good);
  const body = /<([\w.-]+:)?Body[^>]*>([^]*)<\/([\w.-]+:)?Body>/.exec(text)?.[2] ?? '';
  const changed = (name: string, from: string | RegExp, to: string): Broken => {
    const after = text.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
    if (after === text) throw new Error(`nothing to break: ${name}`);
    return [name, withBody(good, after)];
  };
  return [
    changed('another namespace', `"${uri}"`, `"${uri}x"`),
    changed('another body element', new RegExp(`${local}\\b`), 'Annat'),
    changed('a SOAP 1.2 envelope', SOAP11, SOAP12),
    changed('no SOAP envelope namespace', SOAP11, 'urn:x'),
    ['no envelope', withBody(good, body)],
    changed('two body elements', body, body + body),
    changed('an empty body', body, ''),
    ['a DOCTYPE', withBody(good, text.replace(/^(<\?xml[^>]*\?>)?/, '$1<!DOCTYPE x [<!ENTITY e "1">]>'))],
    changed('an undeclared entity', /<\/([\w.-]+:)?Body>/, '&okand;</$1Body>'),
    changed('an unbound prefix', /<\/([\w.-]+:)?Body>/, '<zz:a/></$1Body>'),
    ['text after the envelope', withBody(good, `${text}mer`)],
    ['data with status 500', { ...good, status: 500, reason: 'Internal Server Error' }],
    ['data with status 202', { ...good, status: 202, reason: 'Accepted' }],
  ];
}
