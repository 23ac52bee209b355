import { describe, expect, it } from 'vitest';
import {
  LARGE_BYTES,
  jsonAnswer,
  jsonEntriesOf,
  jsonQuestion,
  jsonRequest,
  objectsIn,
  pathSegment,
  personaOf,
  readJsonAnswer,
  readObject,
  statedNumber,
  statusOf,
  twelveDigits,
} from './index';
import { textIn } from './testing';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('readObject', () => {
  it.each<[string, string | Uint8Array, unknown]>([
    ['an object', '{"a":[1,null]}', { a: [1, null] }],
    ['an object after a byte order mark', '\uFEFF{"a":1}', { a: 1 }],
    ['an object in white space', ' \r\n\t{} ', {}],
    ['a list', '[{}]', 'not-an-object'],
    ['null', 'null', 'not-an-object'],
    ['a text', '"{}"', 'not-an-object'],
    ['a number', '1', 'not-an-object'],
    ['nothing', '', 'not-json'],
    ['half', '{"a":', 'not-json'],
    ['HTML', '<html/>', 'not-json'],
    ['two byte order marks', '\uFEFF\uFEFF{}', 'not-json'],
    ['ISO-8859-1', Uint8Array.of(0x7b, 0x22, 0xe5, 0x22, 0x3a, 0x31, 0x7d), 'not-utf8'],
  ])('%s', (_, body, expected) => {
    expect(readObject(typeof body === 'string' ? bytes(body) : body)).toEqual(expected);
  });

  it('a name that objects inherit is a name like any other', () => {
    const read = readObject(bytes('{"__proto__":{"personnummer":"x"},"constructor":1}'));
    expect(typeof read !== 'string' && Object.keys(read)).toEqual(['__proto__', 'constructor']);
  });
});

it.each([
  ['UTF-8, not said', '{"meddelande":"Åtgärd"}', 'utf8', 'application/json'],
  ['ISO-8859-1 by charset', '{"meddelande":"Åtgärd"}', 'latin1', 'application/json; charset=iso-8859-1'],
  ['ISO-8859-1, not said', '{"meddelande":"Åtgärd"}', 'latin1', 'application/json'],
] as const)('readJsonAnswer keeps the letters of an error: %s', (_, body, encoding, type) => {
  const response = { status: 400, reason: 'Bad Request', headers: { 'content-type': type } };
  expect(readJsonAnswer({ ...response, body: Buffer.from(body, encoding) })).toMatchObject({
    outcome: { failure: { felkod: '400', felmeddelanden: ['Åtgärd'] } },
  });
});

it('readJsonAnswer gives the object of a 200 only', () => {
  const response = { status: 200, reason: 'OK', headers: {}, body: bytes('{"a":1}') };
  expect(readJsonAnswer(response)).toEqual({ kind: 'object', object: { a: 1 } });
  for (const status of [100, 201, 204, 302, 404, 500])
    expect(readJsonAnswer({ ...response, status }).kind).toBe('failure');
  expect(readJsonAnswer({ ...response, body: bytes('[]') })).toMatchObject({
    outcome: { failure: { kind: 'malformed', reason: 'not-an-object' } },
  });
});

describe('pathSegment', () => {
  it.each([
    ['026-51', '026-51'],
    ['a/b', 'a%2Fb'],
    ['?#%', '%3F%23%25'],
    ['å ö', '%C3%A5%20%C3%B6'],
    ['...', '...'],
    ['%2e%2e', '%252e%252e'],
  ])('%s becomes %s', (text, expected) => {
    expect(pathSegment(text)).toBe(expected);
  });

  it.each(['', '.', '..', '\ud800'])('%j is none', (text) => {
    expect(() => pathSegment(text)).toThrow();
  });
});

it.each([
  ['191212121212', '191212121212'],
  [191212121212, '191212121212'],
  ['', ''],
  [undefined, undefined],
  [null, undefined],
  [true, 'unreadable'],
  [['191212121212'], 'unreadable'],
  [{}, 'unreadable'],
])('statedNumber of %j is %j', (value, expected) => {
  expect(statedNumber(value)).toBe(expected);
});

it.each<[unknown, readonly object[]]>([
  [{ a: 1 }, [{ a: 1 }]],
  [
    [{ a: 1 }, 'x', null, [{}], { b: 2 }],
    [{ a: 1 }, { b: 2 }],
  ],
  [undefined, []],
  ['x', []],
])('objectsIn %j', (value, expected) => {
  expect(objectsIn(value)).toEqual(expected);
});

describe('simulated JSON agencies', () => {
  const request = { method: 'POST', path: '', headers: {}, body: bytes('{"a":1}') };

  it('read a POST of an object', () => {
    expect(jsonQuestion(request)).toEqual({ a: 1 });
    expect(jsonQuestion({ ...request, method: 'GET' })).toBeUndefined();
    expect(jsonQuestion({ ...request, body: bytes('[]') })).toBeUndefined();
    expect(jsonQuestion({ ...request, ...jsonRequest('/x', '/x', bytes('{"b":2}')) })).toEqual({ b: 2 });
  });

  it.each([
    [200, 'OK'],
    [403, 'Forbidden'],
    [418, 'Error'],
  ])('answer with status %i %s', (status, reason) => {
    const answer = jsonAnswer({ å: 1 }, status);
    expect([answer.status, answer.reason, textIn(answer)]).toEqual([status, reason, '{"å":1}']);
  });

  it.each([
    ['404', 404],
    ['503', 503],
    ['200', 500],
    ['9071009', 500],
    ['INTERNT_FEL', 500],
  ])('answer code %s with status %i', (kod, status) => {
    expect(statusOf(kod)).toBe(status);
  });

  it.each([
    ['199001012385', '199001012385'],
    ['9001012385', '199001012385'],
    ['1701012393', '201701012393'],
    ['8001019801', '198001019801'],
    ['90010123', undefined],
    ['19900101-2385', undefined],
    [199001012385, undefined],
  ])('take %j for the person %s', (number, expected) => {
    expect(twelveDigits(number)).toBe(expected);
  });

  it('make a few entries, or enough for a large answer', () => {
    const make = (index: number) => String(index).padStart(97, '0');
    expect(jsonEntriesOf(personaOf('191212121212'), 3, make).map(Number)).toEqual([0, 1, 2]);
    expect(jsonEntriesOf(personaOf('202402292383'), 3, make)).toHaveLength(LARGE_BYTES / 100);
    expect(jsonEntriesOf(personaOf('202402292383'), 3, make, 1000)).toHaveLength(10);
  });
});
