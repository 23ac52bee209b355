import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  forKod,
  LARGE_BYTES,
  PERSONAS,
  protocolFor,
  simulate,
  type AgencyResponse,
} from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  exampleContext,
  exampleInquiry,
  textIn,
  withBody,
  withIngivare,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { DELAR } from '@ssbtek/contract';
import type { Specifikt } from '@ssbtek/core';
import { skv } from '../index';
import { beskattning } from './protocol';

const GOLDEN = readFileSync(new URL('../../fixtures/request-beskattning.json', import.meta.url), 'utf8');
const CONTEXT = exampleContext();

const asked = (ar: readonly number[] = [2024, 2025], delar: readonly string[] = DELAR): Specifikt => ({
  typ: 'beskattning',
  ar,
  delar,
});
const question = (parts: ExampleParts = {}) => exampleInquiry({ specifikt: asked(), ...parts });
const about = (personidentitet: string) => question({ general: { personidentitet } });

/** Bytes of a part: the two that are no lists stay small. */
const LIST = { full: [250, 2000], large: LARGE_BYTES / 3 } as const;
const SIZES = {
  foretagsinformation: { full: [100, 500], large: 130 },
  individuppgifter: LIST,
  skattekonto: { full: [150, 500], large: 220 },
  skatteuppgifter: LIST,
  beskattningsbilagor: LIST,
} as const;

bastjanstConformance(
  skv,
  ...DELAR.map((del) => ({
    protocol: 'beskattning',
    del,
    inquiry: about,
    golden: GOLDEN,
    json: true as const,
    size: SIZES[del],
  })),
);

describe('SKV is asked in parts', () => {
  const bodyOf = (parts: ExampleParts = {}, del = 'skattekonto') =>
    JSON.parse(textIn(beskattning.toRequest(question(parts), CONTEXT, del))) as Record<string, unknown>;

  it.each(DELAR)('architecture 2: POST of JSON to {base}/%s', (del) => {
    const { method, path, headers } = beskattning.toRequest(question(), CONTEXT, del);
    expect({ method, path, headers }).toEqual({
      method: 'POST',
      path: `/${del}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    });
    expect(beskattning).toMatchObject({
      urlVariable: 'SSBTEK_AGENCY_SKV_REST_URL',
      simulatorPath: '/rest',
    });
  });

  it.each([
    ['all five', DELAR],
    ['one', ['skatteuppgifter']],
    ['two', ['foretagsinformation', 'beskattningsbilagor']],
    ['none', []],
  ])('sources.md 1.4: exactly the parts that were asked for, in the contract’s order: %s', (_, delar) => {
    expect(beskattning.delar?.(question({ specifikt: asked([2025], delar) }))).toEqual(delar);
    expect(delar.length).toBeLessThanOrEqual(beskattning.mostDelar ?? 1);
  });

  it.each<[source: string, name: string, parts: ExampleParts, value: unknown]>([
    ['sources.md 1.4: years as listed', 'ar', { specifikt: asked([2025, 2023, 2025]) }, [2025, 2023, 2025]],
    ['sources.md 1.4: one year', 'ar', { specifikt: asked([2024]) }, [2024]],
    [
      'architecture 2: 12 digits',
      'personidentitet',
      { general: { personidentitet: '200001022391' } },
      '200001022391',
    ],
    [
      'architecture 2: 12 digits',
      'organisationsnummerForIngivare',
      withIngivare({ organisationsnummer: '168020069582' }),
      '168020069582',
    ],
    ['architecture 2', 'namnPaIngivare', withIngivare({ namn: 'Kommun "Å" \\' }), 'Kommun "Å" \\'],
    ['architecture 2', 'kontonamnForHandlaggare', withIngivare({ handlaggare: 'HL7' }), 'HL7'],
    ['architecture 2', 'referensnummer', { general: { arendeidentitet: 'AID-7' } }, 'AID-7'],
    [
      'sources.md 5 #27: any length',
      'referensnummer',
      { general: { arendeidentitet: 'A'.repeat(200) } },
      'A'.repeat(200),
    ],
  ])('%s: %s', (_, name, parts, value) => {
    for (const del of DELAR) expect(bodyOf(parts, del)[name]).toEqual(value);
  });

  it.each([
    '2026-08-01',
    '2026-09-21',
    'försörjningsstöd',
    'socialtjänstlagen',
    'KORRID12345',
    '162021005521',
  ])(
    'sources.md 2.4: %s is not sent (tidsperiod, syfte, lagtext, korrelationsid, personuppgiftsbitrade)',
    (value) => {
      expect(JSON.stringify(bodyOf())).not.toContain(value);
    },
  );

  it('architecture 8: cannot ask about a part without years and parts', () => {
    expect(() => beskattning.toRequest(exampleInquiry(), CONTEXT, 'skattekonto')).toThrow();
  });

  it.each<[string, Specifikt, string | undefined]>([
    ['years and parts', asked(), 'beskattning'],
    ['nothing of its own, as up to v10', { typ: 'ingen' }, 'soap'],
    ['a LEFI question', { typ: 'lefi', version: '', aktorsid: 'A', fraga: '' }, undefined],
  ])('is chosen by the kind of question: %s', (_, specifikt, name) => {
    expect(protocolFor(skv, exampleInquiry({ specifikt }))?.name).toBe(name);
  });
});

const OK: AgencyResponse = { status: 200, reason: 'OK', headers: {}, body: new Uint8Array() };
const outcome = (body: string, del = 'skatteuppgifter') =>
  beskattning.toOutcome(withBody(OK, body), question(), del);
const OTHER = { type: 'failure', failure: { kind: 'malformed', reason: 'other-person' } };

describe('SKV answers in parts', () => {
  it.each([
    ['foretagsinformation', '{ "foretag" : {"foretagId":"191212121212","momsregistrerad":false} }'],
    ['skattekonto', '{"kontohavare":"191212121212","saldo":-682.00,"utbetalningskonto":"Bg 744-7014"}\n'],
    ['skatteuppgifter', '\t{"identitet":"191212121212","beslutadeSkatteuppgifter":[]}'],
    ['individuppgifter', '{"okand":"form"}'],
    ['beskattningsbilagor', '{}'],
  ])('sources.md 1.4: %s is delivered byte for byte', (del, body) => {
    const data = { form: 'binary', content: new TextEncoder().encode(body) };
    expect(outcome(body, del)).toEqual({ type: 'data', data });
  });

  it('sources.md 1.4: a part SKV does not have is BT / 404 / Not found', () => {
    const response = { ...OK, status: 404, reason: 'Not found' };
    expect(beskattning.toOutcome(response, question(), 'individuppgifter')).toEqual({
      type: 'failure',
      failure: { kind: 'agency-fault', felkod: '404', felmeddelanden: ['Not found'] },
    });
  });

  it.each([
    ['identitet', '{"identitet":"199001012385"}'],
    ['identitet, ten digits', '{"identitet":"9001012385"}'],
    ['identitet as a number', '{"identitet":199001012385}'],
    ['identitet that is no number', '{"identitet":["191212121212"]}'],
    ['kontohavare', '{"kontohavare":"19900101-2385"}'],
    ['kontohavare that is an organisation', '{"kontohavare":"162120002411"}'],
    ['a sole trader’s foretagId', '{"foretag":{"foretagId":"199001012385"}}'],
    ['a sole trader’s foretagId, ten digits', '{"foretag":{"foretagId":"900101-2385"}}'],
    ['one of several firms', '{"foretag":[{"foretagId":"191212121212"},{"foretagId":"199001012385"}]}'],
    ['a samordningsnummer', '{"foretag":{"foretagId":"202201612393"}}'],
    ['one of two', '{"identitet":"191212121212","kontohavare":"199001012385"}'],
  ])('is not delivered when %s names somebody else', (_, body) => {
    for (const del of DELAR) expect(outcome(body, del)).toEqual(OTHER);
  });

  it.each([
    ['the person with ten digits', '{"kontohavare":"1212121212"}'],
    ['the person as a number', '{"identitet":191212121212}'],
    ['null for the person', '{"identitet":null,"kontohavare":""}'],
    ['a firm’s organisation number', '{"foretag":{"foretagId":"162120002411"}}'],
    ['a firm’s organisation number, ten digits', '{"foretag":{"foretagId":"802006-9582"}}'],
    ['a firm without a number', '{"foretag":{}}'],
    ['no firm', '{"foretag":null}'],
    ['an employer’s number further in', '{"individuppgifter":[{"identitet":"199001012385"}]}'],
  ])('sources.md 1.5: is delivered with %s', (_, body) => {
    expect(outcome(body).type).toBe('data');
  });
});

describe('the simulated parts of SKV', () => {
  const number = (name: string): string => PERSONAS.find((p) => p.name === name)?.personidentitet ?? '';
  const requestAbout = (name: string, del: string, ar: readonly number[] = [2024, 2025]) =>
    arrived(
      beskattning.toRequest(
        question({ general: { personidentitet: number(name) }, specifikt: asked(ar) }),
        CONTEXT,
        del,
      ),
      '/rest',
    );
  const call = (name: string, del: string) => simulate(skv, requestAbout(name, del), CONTEXT);
  const outcomes = (name: string) =>
    DELAR.map((del) => {
      const result = beskattning.toOutcome(call(name, del).response, about(number(name)), del);
      if (result.type === 'data') return 'data';
      const { failure } = result;
      return failure.kind === 'agency-fault'
        ? `${failure.felkod} ${failure.felmeddelanden.join()}`
        : failure.kind;
    });

  it.each([
    ['well', ['data', 'data', 'data', 'data', 'data']],
    ['nothing', ['data', 'data', 'data', 'data', 'data']],
    ['unreported', ['data', '404 Not found', 'data', 'data', 'data']],
    ['unknown', DELAR.map(() => '404 Not found')],
    ['errors', DELAR.map(() => '500 Internal Server Error')],
    ['refused', DELAR.map(() => '403 Forbidden')],
    ['parts-apart', ['data', '404 Not found', '500 Internal Server Error', 'data', 'data']],
  ])('sources.md 1.4: each part of persona %s answers on its own', (name, expected) => {
    expect(outcomes(name)).toEqual(expected);
  });

  it.each([
    ['one-part-slow', 'beskattningsbilagor', 2000, undefined],
    ['one-part-slow', 'skattekonto', undefined, undefined],
    ['parts-apart', 'skatteuppgifter', Number.POSITIVE_INFINITY, undefined],
    ['parts-apart', 'beskattningsbilagor', undefined, 'half'],
    ['parts-apart', 'foretagsinformation', undefined, undefined],
    ['rest-broken', 'skattekonto', undefined, 'redirect'],
    ['down', 'skattekonto', undefined, 'reset'],
  ])('persona %s: what the host adds to %s is that part’s own', (name, del, delayMs, fault) => {
    const { persona } = call(name, del);
    expect(forKod(persona?.delayMs ?? {}, 'skv')).toBe(delayMs);
    expect(forKod(persona?.faults ?? {}, 'skv')).toBe(fault);
  });

  it.each([
    ['well', 'foretagsinformation', ['"godkandFskatt":true', '191212121212'], ['skyddade']],
    ['nothing', 'foretagsinformation', ['"godkandFskatt":false'], []],
    ['nothing', 'skatteuppgifter', ['"beslutadeSkatteuppgifter":[]'], []],
    ['nothing', 'skattekonto', ['"saldo":0'], ['utbetaltBelopp']],
    ['well', 'skattekonto', ['"saldo":-682'], []],
    ['protected', 'individuppgifter', ['"skyddadePersonuppgifter":true'], []],
    ['well', 'beskattningsbilagor', ['"bilaga":"K4"'], []],
  ])('tells about persona %s in %s', (name, del, present, absent) => {
    const text = textIn(call(name, del).response);
    for (const one of present) expect(text).toContain(one);
    for (const one of absent) expect(text).not.toContain(one);
  });

  it.each([[[2024, 2025]], [[2021]], [[2023, 2019, 2020]]])(
    'sources.md 1.4: answers for the years that were asked about: %j',
    (ar) => {
      const { response } = simulate(skv, requestAbout('well', 'skatteuppgifter', ar), CONTEXT);
      const { beslutadeSkatteuppgifter: told } = JSON.parse(textIn(response)) as {
        beslutadeSkatteuppgifter: readonly { beskattningsar: number }[];
      };
      expect(told.map(({ beskattningsar }) => beskattningsar)).toEqual(ar);
    },
  );

  it.each([
    ['no years', { ar: undefined }],
    ['an empty list of years', { ar: [] }],
    ['a year that is text', { ar: ['2025'] }],
    ['a person of ten digits', { personidentitet: '1212121212' }],
    ['no person', { personidentitet: undefined }],
  ])('does not understand a question with %s: 400', (_, change) => {
    const body = JSON.stringify({ ...(JSON.parse(GOLDEN) as object), ...change });
    const request = { ...requestAbout('well', 'skattekonto'), body: new TextEncoder().encode(body) };
    const { response, persona } = simulate(skv, request, CONTEXT);
    expect([response.status, persona]).toEqual([400, undefined]);
  });

  it.each(['/rest/annat', '/rest/', '/rest/skattekonto/2025', '/rest/constructor'])(
    'has nothing at %s: 404',
    (path) => {
      const { response } = simulate(skv, { ...requestAbout('well', 'skattekonto'), path }, CONTEXT);
      expect([response.status, response.reason]).toEqual([404, 'Not found']);
    },
  );

  it('lives beside the SOAP service', () => {
    const request = { ...requestAbout('well', 'skattekonto'), path: '' };
    expect(textIn(simulate(skv, request, CONTEXT).response)).toContain('Envelope');
  });
});

it('sources.md 1.4, 2.4: the list of codes', () => {
  const own = skv.descriptor.koder.filter(({ protokoll }) => protokoll === 'beskattning');
  expect(own.map(({ kod, text, becomes }) => [kod, text, becomes])).toEqual([
    ['404', 'Not found', 'error'],
    ['403', 'Forbidden', 'error'],
    ['500', 'Internal Server Error', 'error'],
  ]);
});
