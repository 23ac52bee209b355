import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PERSONAS, protocolFor, simulate, type AgencyResponse } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  exampleContext,
  exampleInquiry,
  textIn,
  withBody,
} from '@ssbtek/bastjanst-kit/testing';
import type { Specifikt } from '@ssbtek/core';
import { fk } from '../index';
import { lefiRest } from './protocol';
import { lefiTest } from './test-operation';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/${name}-lefi-rest.json`, import.meta.url), 'utf8');
const REQUEST = fixture('request');
const CONTEXT = exampleContext({ ANVANDARE_ID: 'WESB', TEST_AKTORSID: 'AKTOR-1' });
const AKTOR = 'SN-1';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const about = (personnummer: string): string => REQUEST.replace('191212121212', personnummer);
const lefi = (change: Partial<Extract<Specifikt, { typ: 'lefi' }>> = {}): Specifikt => ({
  typ: 'lefi',
  version: 'v9',
  aktorsid: AKTOR,
  fraga: base64(REQUEST),
  ...change,
});
const inquiryWith = (change: Parameters<typeof lefi>[0] = {}, personidentitet = '191212121212') =>
  exampleInquiry({ general: { personidentitet }, specifikt: lefi(change) });
const requestWith = (change: Parameters<typeof lefi>[0] = {}) =>
  lefiRest.toRequest(inquiryWith(change), CONTEXT);

bastjanstConformance(fk, {
  protocol: 'lefi-rest',
  inquiry: (personidentitet) => inquiryWith({ fraga: base64(about(personidentitet)) }, personidentitet),
  golden: REQUEST,
  json: true,
});

describe('FK is asked over LEFI REST', () => {
  it.each([
    ['sources.md 2.3: the version of the question', { version: 'v8' }, 'v8', AKTOR],
    ['sources.md 2.3: the aktorsid of the question', { aktorsid: '026-51' }, 'v9', '026-51'],
    ['segments are percent-encoded', { aktorsid: 'a.b?c#d e%åÄ' }, 'v9', 'a.b%3Fc%23d%20e%25%C3%A5%C3%84'],
  ])('%s: %j', (_, change, version, aktor) => {
    expect(requestWith(change).path).toBe(
      `/lefi-extern-formansinformation/${version}/aktorer/${aktor}/formansinformation/fraga`,
    );
  });

  it.each([
    ['no aktorsid', { aktorsid: '' }],
    ['an aktorsid that leads to another path', { aktorsid: '..' }],
    ['an aktorsid with a slash', { aktorsid: 'a/b' }],
    ['an aktorsid with a backslash', { aktorsid: 'a\\b' }],
    ['an aktorsid with a control character', { aktorsid: 'a\u0085b' }],
    ['an aktorsid of two lines', { aktorsid: 'a\u2028b' }],
    ['an aktorsid too long for a path', { aktorsid: 'a'.repeat(201) }],
    ['an empty version (ADR 30)', { version: '' }],
    ['a blank version', { version: ' \n' }],
    ['a version with a slash', { version: 'v9/../v8' }],
    ['a version too long', { version: `v${'9'.repeat(20)}` }],
    ['an aktorsid that leads to the same path', { aktorsid: '.' }],
    ['a version that leads to another path', { version: '..' }],
    ['an aktorsid that no URL can carry', { aktorsid: '\ud800' }],
    ['a character that is not base64', { fraga: 'e30*' }],
    ['base64 of the URL kind', { fraga: 'e30-_w==' }],
    ['base64 that is cut off', { fraga: 'e30' }],
    ['padding inside', { fraga: 'e3==e30=' }],
    ['too much padding', { fraga: 'e===' }],
    ['padding alone', { fraga: '====' }],
    ['padding after whole bytes', { fraga: 'e301==' }],
    ['a digit after padding', { fraga: 'e30=e30=' }],
    ['white space that is not XML’s', { fraga: 'e30\u00a0e301' }],
  ])('sources.md 2.3, architecture 8: cannot ask with %s', (_, change) => {
    expect(() => requestWith(change)).toThrow();
  });

  it('cannot ask without a LEFI question', () => {
    expect(() => lefiRest.toRequest(exampleInquiry(), CONTEXT)).toThrow();
  });

  it.each([
    ['laid out', REQUEST],
    ['with CRLF and a byte order mark', `\uFEFF${REQUEST.replaceAll('\n', '\r\n')}`],
    ['with escapes', '{"personnummer":"1912\\u0031212\\u0031212","x":1.0e2}'],
    ['not JSON at all: that is not for the agency’s folder to judge', 'å'],
    ['empty', ''],
  ])('sources.md 2.3: the body is the decoded question byte for byte, %s', (_, text) => {
    expect([...requestWith({ fraga: base64(text) }).body]).toEqual([...Buffer.from(text, 'utf8')]);
  });

  it('sources.md 2.3: bytes that are no text go on as they are', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect([...requestWith({ fraga: Buffer.from(bytes).toString('base64') }).body]).toEqual([...bytes]);
  });

  it('sources.md 1.3: base64 may have white space between its characters', () => {
    const broken = base64(REQUEST).replace(/(.{19})/g, '$1\r\n\t ');
    expect(textIn(requestWith({ fraga: broken }))).toBe(REQUEST);
  });

  it('architecture 2: POST of JSON below the base address', () => {
    const { method, headers } = requestWith();
    expect({ method, headers }).toEqual({
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    });
    expect(lefiRest).toMatchObject({ urlVariable: 'SSBTEK_AGENCY_FK_URL', simulatorPath: '' });
  });

  it.each([
    'KORRID12345',
    'Sundsvall',
    'HL123456',
    'AID12341234',
    '2120002411',
    'försörjningsstöd',
    'socialtjänstlagen',
    '162021005521',
  ])('sources.md 2.3: %s of the general part is not sent', (value) => {
    const request = requestWith();
    expect(textIn(request) + JSON.stringify({ ...request, body: '' })).not.toContain(value);
  });

  it.each<[string, Specifikt, string | undefined]>([
    ['a LEFI question', lefi(), 'lefi-rest'],
    ['a formansforteckning', { typ: 'formansforteckning', formaner: {} }, 'lefi-online'],
    ['nothing of its own', { typ: 'ingen' }, undefined],
    ['years and parts', { typ: 'beskattning', ar: [2025], delar: ['skattekonto'] }, undefined],
  ])('is chosen by the kind of question: %s', (_, specifikt, name) => {
    expect(protocolFor(fk, exampleInquiry({ specifikt }))?.name).toBe(name);
  });
});

const OK: AgencyResponse = { status: 200, reason: 'OK', headers: {}, body: new Uint8Array() };
const outcome = (body: string) => lefiRest.toOutcome(withBody(OK, body), inquiryWith());
const OTHER = { type: 'failure', failure: { kind: 'malformed', reason: 'other-person' } };

describe('FK answers over LEFI REST', () => {
  const SVAR = fixture('svar');

  it('sources.md 2.3: the answer’s bytes, whatever their layout, deviations and absent utlamnare among them', () => {
    expect(outcome(SVAR)).toEqual({
      type: 'data',
      data: { form: 'binary', content: new TextEncoder().encode(SVAR) },
    });
  });

  it.each([
    ['an empty object', '{}'],
    ['nobody named', SVAR.replace('"personnummer":"191212121212",', '')],
    ['no generellPersoninformation', SVAR.replace('generellPersoninformation', 'annat')],
    ['an empty generellPersoninformation', '{"formansinformation":{"generellPersoninformation":[]}}'],
    ['null for it', '{"formansinformation":{"generellPersoninformation":null}}'],
    ['null for the number', '{"formansinformation":{"generellPersoninformation":[{"personnummer":null}]}}'],
    ['the person with ten digits', SVAR.replace('191212121212', '1212121212')],
    ['the person with a dash', SVAR.replace('191212121212', '19121212-1212')],
    ['the person as a number', SVAR.replace('"191212121212"', '191212121212')],
    ['only an avvikelse', '{"avvikelser":{"ovrigInformation":[]},"utlamnare":[]}'],
  ])('sources.md 1.5: is delivered with %s', (_, body) => {
    expect(outcome(body).type).toBe('data');
  });

  it.each([
    ['somebody else', SVAR.replace('191212121212', '199001012385')],
    ['somebody else with ten digits', SVAR.replace('191212121212', '9001012385')],
    ['another century', SVAR.replace('191212121212', '201212121212')],
    [
      'somebody else beside the person',
      SVAR.replace('[{"personnummer"', '[{"personnummer":"199001012385"},{"personnummer"'),
    ],
    [
      'somebody else, not in a list',
      SVAR.replace(':[{"personnummer":"191212121212"', ':{"personnummer":"199001012385"').replace(
        '}],\n    "barnbidrag',
        '},\n    "barnbidrag',
      ),
    ],
    ['somebody else as a number', SVAR.replace('"191212121212"', '199001012385')],
    ['something that is no number', SVAR.replace('"191212121212"', '{"nummer":"191212121212"}')],
    ['a list of numbers', SVAR.replace('"191212121212"', '["191212121212"]')],
  ])('is not delivered when generellPersoninformation names %s', (_, body) => {
    expect(body).not.toBe(SVAR);
    expect(outcome(body)).toEqual(OTHER);
  });
});

describe('the simulated LEFI REST', () => {
  const ask = (
    body: string,
    { kod, aktorsid = AKTOR, version = 'v9' }: { kod?: string; aktorsid?: string; version?: string } = {},
  ) => {
    const request = arrived(requestWith({ fraga: base64(body), aktorsid, version }));
    const { response } = simulate(fk, request, { ...CONTEXT, ...(kod === undefined ? {} : { kod }) });
    return { ...response, json: JSON.parse(textIn(response)) as Record<string, never> };
  };
  const number = (name: string): string => PERSONAS.find((p) => p.name === name)?.personidentitet ?? '';
  const groups = (more: object): string =>
    JSON.stringify({
      personnummer: '191212121212',
      period: { from: '2026-01-01', tom: '2026-02-01' },
      ...more,
    });
  const withPeriod = (from: string, tom: string): string =>
    groups({ formansinformation: ['FK:SJP'], period: { from, tom } });

  it.each([
    [
      'well',
      ['Tolvan Tolvansson', 'sjukpenningarende', 'utbetalningsuppgift', 'levnadsintyg'],
      ['foraldrapenningarende'],
    ],
    ['nothing', ['Tom Tomsson', '"skyddad":false'], ['sjukpenningarende', 'utbetalning', 'levnadsintyg']],
    ['protected', ['"skyddad":true', 'sjukpenningarende'], ['Skyddadsson', 'adress']],
    [
      'partly',
      ['"avvikelse":{"kod":"INTERNT_FEL"', '"kod":"FK:SJP"', 'barnbidragsarende'],
      ['sjukpenningarende'],
    ],
    ['not-entitled', ['"avvikelse":{"kod":"OBEHORIG"', 'barnbidragsarende'], ['sjukpenningarende']],
    [
      'pension-away',
      ['"tillstand":{"kod":"OTILLGANGLIG"', '"avvikelser":{}', 'sjukpenningarende'],
      ['ansprakid', 'levnadsintyg'],
    ],
  ])('sources.md 2.3: tells about persona %s', (name, present, absent) => {
    const { status, body } = ask(about(number(name)));
    const text = textIn({ body });
    expect(status).toBe(200);
    for (const one of present) expect(text).toContain(one);
    for (const one of absent) expect(text).not.toContain(one);
  });

  it('sources.md 2.3: a deviation stands under the kind that was asked about', () => {
    const { json } = ask(groups({ ovrigInformation: ['FK:GEPI'] }), { kod: 'INTERNT_FEL' });
    expect(json['avvikelser']).toMatchObject({
      ovrigInformation: [{ avvikelse: { kod: 'INTERNT_FEL' }, ovrigInformationstyp: { kod: 'FK:GEPI' } }],
    });
    expect(json['formansinformation']).toBeUndefined();
  });

  it('sources.md 2.3: only the utlamnare asked for are listed, and only what was asked about is told', () => {
    const { json } = ask(groups({ beslut: ['PM:AP', 'PM:EF'] }));
    expect(Object.keys(json)).toEqual(['utlamnare', 'avvikelser', 'beslut']);
    expect(json['utlamnare']).toMatchObject([{ utlamnare: { kod: 'PM' }, tillstand: { kod: 'OK' } }]);
  });

  it('sources.md 2.3: a personnummer of ten digits is answered as it was asked', () => {
    const { json } = ask(about('1212121212'));
    expect(json['formansinformation']).toMatchObject({
      generellPersoninformation: [{ personnummer: '1212121212', namn: 'Tolvan Tolvansson' }],
    });
    expect(JSON.stringify(ask(about('8001019801')).json)).toContain('"personnummer":"8001019801"');
  });

  it.each([
    ['no group or type is asked for', groups({}), /Ingen förmånsgrupp/],
    ['every list is empty', groups({ formansinformation: [], utbetalningar: [] }), /Ingen förmånsgrupp/],
    ['the period is longer than two years', withPeriod('2023-01-01', '2025-01-02'), /två år/],
    ['there is no period', groups({ formansinformation: ['FK:SJP'], period: undefined }), /Period saknas/],
    [
      'the period has no end',
      groups({ formansinformation: ['FK:SJP'], period: { from: '2026-01-01' } }),
      /Period saknas/,
    ],
    ['a day does not exist', withPeriod('2026-02-29', '2026-03-01'), /Period saknas/],
    ['a date has a time zone', withPeriod('2026-02-28+01:00', '2026-03-01'), /Period saknas/],
    ['the period runs backwards', withPeriod('2026-03-02', '2026-03-01'), /slut är före/],
    ['a code is unknown', groups({ formansinformation: ['FK:XXX'] }), /okänd kod/],
    ['a code is of another kind', groups({ beslut: ['FK:SJP'] }), /okänd kod/],
    ['a kind is no list', groups({ beslut: 'PM:AP' }), /inte en lista/],
  ])('sources.md 2.3: 400 when %s', (_, body, text) => {
    const { status, json } = ask(body);
    expect([status, json['timestamp']]).toEqual([400, '2026-09-22T07:30:47.123Z']);
    expect(json['meddelande']).toMatch(text);
  });

  it('sources.md 2.3: exactly two years are taken, over a leap day too', () => {
    for (const [from, tom] of [
      ['2023-01-01', '2025-01-01'],
      ['2024-02-29', '2026-02-28'],
    ] as const)
      expect(ask(withPeriod(from, tom)).status).toBe(200);
  });

  it.each([
    ['403 for an unknown actor', REQUEST, { aktorsid: 'okand-namnd' }, 403, 'Ej behörig.'],
    ['an error for an unknown version', REQUEST, { version: 'v8' }, 404, 'Angiven version stöds inte'],
    ['403 when told to', REQUEST, { kod: '403' }, 403, 'Ej behörig.'],
    ['500 when told to', REQUEST, { kod: '500' }, 500, 'Internt fel.'],
    ['400 for a question without a personnummer', '{}', {}, 400, 'Felaktiga indata.'],
  ])('sources.md 2.3: %s', (_, body, more, status, meddelande) => {
    const answer = ask(body, more);
    expect([answer.status, answer.json['meddelande']]).toEqual([status, meddelande]);
  });

  it.each([
    '/formansinformation/fraga',
    '/lefi-online',
    '',
    '/lefi-extern-formansinformation/v9/aktorer/%E0%A4%A/formansinformation/fraga',
  ])('lives beside LEFI Online: %j is not its path', (path) => {
    const request = { ...arrived(requestWith()), path };
    expect(fk.simulator.personOf(request)).toBeUndefined();
    expect(fk.simulator.test?.({ ...request, method: 'GET' }, CONTEXT)).toBeUndefined();
    expect(textIn(fk.simulator.misunderstood(request))).toContain('Envelope');
  });
});

describe('FK’s test operation', () => {
  it('sources.md 2.3: GET of what the actor of TEST_AKTORSID may ask about', () => {
    expect(lefiTest.toRequest(CONTEXT)).toEqual({
      method: 'GET',
      path: '/lefi-extern-formansinformation/v9/aktorer/AKTOR-1/tillgangligaInformationstyper',
      headers: { accept: 'application/json' },
      body: new Uint8Array(),
    });
    expect(() => lefiTest.toRequest(exampleContext())).toThrow('TEST_AKTORSID');
  });

  it.each(['SSBTEK-TEST', '9255f428-4ba0-63ce-5407-e65d469fac0f', '026-51'])(
    'TEST_AKTORSID may be %s',
    (value) => {
      expect(value).toMatch(
        fk.descriptor.settings.find((s) => s.key === 'TEST_AKTORSID')?.form?.pattern ?? /^$/,
      );
    },
  );

  it('the simulated LEFI lists every kind of information, and refuses an actor it does not know', () => {
    const call = (aktorsid: string) =>
      simulate(fk, arrived(lefiTest.toRequest(exampleContext({ TEST_AKTORSID: aktorsid }))), CONTEXT)
        .response;
    const { formansinformation, utbetalningar } = JSON.parse(textIn(call('AKTOR-1'))) as Record<
      string,
      object[]
    >;
    expect([formansinformation?.length, utbetalningar?.length]).toEqual([27, 30]);
    expect(lefiTest.toOutcome(call('okand'))).toMatchObject({ failure: { felkod: '403' } });
  });
});

it('sources.md 2.3: the list of codes', () => {
  expect(
    fk.descriptor.koder.filter((k) => k.protokoll === 'lefi-rest').map((k) => [k.kod, k.becomes]),
  ).toEqual([
    ['400', 'error'],
    ['403', 'error'],
    ['404', 'error'],
    ['500', 'error'],
    ['INTERNT_FEL', 'data'],
    ['OBEHORIG', 'data'],
    ['FELANDE', 'data'],
    ['OTILLGANGLIG', 'data'],
  ]);
});
