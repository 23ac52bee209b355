import { describe, expect, it } from 'vitest';
import { countsAgainstBreaker, type Outcome } from '@ssbtek/core';
import type { AgencyResponse } from '../exchange';
import { OTHER_PERSON } from '../person';
import { textIn, withBody } from './example';
import { isJsonError, numberOf, type Run } from './run';

/** A way to write the same JSON that real agencies and their gateways may choose. */
interface JsonDress {
  readonly name: string;
  readonly write: (value: object) => string;
  readonly contentType?: string;
}

const everyLetter = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) =>
    JSON.stringify(JSON.parse(quoted)).replace(
      /[^\\"]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

const DRESSES: readonly JsonDress[] = [
  { name: 'laid out in lines', write: (value) => JSON.stringify(value, null, 2) },
  { name: 'CRLF and tabs', write: (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n') },
  { name: 'white space around', write: (value) => ` \n${JSON.stringify(value)}\r\n\t` },
  { name: 'every letter escaped', write: (value) => everyLetter(JSON.stringify(value)) },
  {
    name: 'members in another order',
    write: (value) => JSON.stringify(Object.fromEntries(Object.entries(value).reverse())),
  },
  { name: 'a member nobody knows', write: (value) => JSON.stringify({ nytt: [{ å: null }], ...value }) },
  {
    name: 'a number no program holds exactly',
    write: (value) => JSON.stringify(value).replace('{', '{"stort":12345678901234567890.10,'),
  },
  { name: 'a byte order mark', write: (value) => `\uFEFF${JSON.stringify(value)}` },
  {
    name: 'a charset',
    write: (value) => JSON.stringify(value),
    contentType: 'application/json;charset=UTF-8',
  },
  { name: 'another content type', write: (value) => JSON.stringify(value), contentType: 'text/plain' },
];

function dressedJson(response: AgencyResponse, dress: JsonDress): AgencyResponse {
  const again = withBody(response, dress.write(JSON.parse(textIn(response)) as object));
  return { ...again, headers: { 'content-type': dress.contentType ?? 'application/json' } };
}

/** However JSON is written, it is delivered byte for byte, and never to somebody else; statuses become what they must. */
export function readsAnyJson(run: Run): void {
  const inquiry = run.inquiry(numberOf('well'));
  const good = run.respond(inquiry);

  describe('delivers byte for byte, and only about the person asked about, an answer written with', () => {
    it.each(DRESSES.map((d) => [d.name, d] as const))('%s', (_, dress) => {
      const response = dressedJson(good, dress);
      const data = { form: 'binary', content: response.body };
      expect(run.outcome(response, inquiry)).toEqual({ type: 'data', data });
      if (!(run.one.namesPerson ?? true)) return;
      const other = dressedJson(run.respond(run.inquiry(numberOf('second'))), dress);
      expect(run.outcome(other, inquiry)).toEqual({
        type: 'failure',
        failure: { kind: 'malformed', reason: OTHER_PERSON },
      });
    });
  });

  describe('architecture 2: a status that is not 200 is the agency’s own error', () => {
    const said = { meddelande: 'Något är fel & <trasigt>', timestamp: '2026-09-22T09:30:47.123Z' };
    const answer = (status: number, body: string | Uint8Array): Outcome =>
      run.outcome({ ...withBody(good, body), status, reason: 'Not found' }, inquiry);
    const fault = (status: number, text: string, more: object = {}): object => ({
      type: 'failure',
      failure: { kind: 'agency-fault', felkod: String(status), felmeddelanden: [text], ...more },
    });
    const unhealthy = (status: number): object => (status >= 500 ? { unhealthy: true } : {});
    const STATUSES = [201, 202, 204, 206, 400, 401, 403, 404, 409, 422, 429, 500, 501, 502, 503, 504];

    it.each(STATUSES)('%i with a meddelande: its text, and the agency is well', (status) => {
      expect(isJsonError(status)).toBe(true);
      expect(answer(status, JSON.stringify(said))).toEqual(fault(status, said.meddelande));
    });

    it.each(STATUSES)('%i without a readable meddelande: the reason phrase', (status) => {
      const bodies = [
        '',
        '<html>',
        '{"meddelande":',
        '{}',
        '[]',
        '"x"',
        '{"meddelande":7}',
        '{"meddelande":" "}',
      ];
      for (const body of [...bodies, Uint8Array.of(0xff), good.body])
        expect(answer(status, body)).toEqual(fault(status, 'Not found', unhealthy(status)));
    });

    it.each([300, 301, 302, 303, 307, 308, 101])('%i is no answer of the agency: 2001', (status) => {
      for (const body of ['', JSON.stringify(said), good.body])
        expect(answer(status, body)).toEqual({ type: 'failure', failure: { kind: 'http-status', status } });
    });

    it.each([
      ['a 500 without a meddelande', 500, '<html>', true],
      ['a 500 with one', 500, JSON.stringify(said), false],
      ['a 404', 404, '', false],
      ['a 429', 429, '', false],
      ['a redirect', 302, '', true],
    ])('architecture 11: %s (%i) counts against the breaker or not', (_, status, body, counts) => {
      const outcome = answer(status, body);
      expect(outcome.type === 'failure' && countsAgainstBreaker(outcome.failure)).toBe(counts);
    });

    it('what XML cannot carry is replaced in a meddelande, nothing else', () => {
      const odd = 'a\\u0000b\\u0008c\\ud800d\\uffffe\\tf\\ng\\u00e5\\ud83d\\ude00]]>';
      const expected = 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\ngå😀]]>';
      expect(answer(400, `{"meddelande":"${odd}"}`)).toEqual(fault(400, expected));
    });
  });
}
