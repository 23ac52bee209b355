import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate, PERSONAS, type AgencyResponse } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  brokenSoapAnswers,
  contentOf,
  dressed,
  DRESSES,
  exampleContext,
  exampleInquiry,
  meaning,
  sameXml,
  textIn,
  typeNamespaces,
  withBody,
  wrapped,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { countsAgainstBreaker } from '@ssbtek/core';
import { soapFault } from '@ssbtek/soap';
import { AGENCY_LIMITS, cutElement, descend, readXml } from '@ssbtek/xml';
import { skv } from '../index';
import { soap } from './protocol';
import { toForfragan } from './to-request';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/${name}-soap.xml`, import.meta.url), 'utf8');
const SKV_NS = 'http://beskattningws.ws.service.bs.zg.rsv.se/';
const INNER_NS = 'http://xmls.skatteverket.se/se/skatteverket/zg/instans/standardiseradInformation/1.0';

bastjanstConformance(skv, {
  protocol: 'soap',
  golden: fixture('request'),
  sent: (response) => new TextEncoder().encode(/<svar>[^]*<\/svar>/.exec(textIn(response))?.[0]),
  meaningfulStatus: (status) => [403, 404, 500].includes(status),
});

describe('SKV is asked', () => {
  const inner = (parts: ExampleParts = {}): string => toForfragan(exampleInquiry(parts));
  const texts = (xml: string, name: string): readonly string[] =>
    [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((m) => m[1] ?? '');
  const ingivare = (change: object): ExampleParts => ({
    general: { ingivare: { ...exampleInquiry().general.ingivare, ...change } },
  });

  it.each<[source: string, name: string, parts: ExampleParts, value: string]>([
    [
      'seed 6.4: 12 digits',
      'OrganisationsnummerForIngivare',
      ingivare({ organisationsnummer: '168020069582' }),
      '168020069582',
    ],
    ['seed 6.4', 'NamnPaIngivare', ingivare({ namn: 'Kommun A' }), 'Kommun A'],
    ['seed 6.4', 'KontonamnForHandlaggare', ingivare({ handlaggare: 'HL7' }), 'HL7'],
    [
      'seed 6.4: 12 digits',
      'IdentitetsbeteckningFysiskPerson',
      { general: { personidentitet: '200001022391' } },
      '200001022391',
    ],
    ['seed 6.4', 'Referensnummer', { general: { arendeidentitet: 'AID-7' } }, 'AID-7'],
    [
      'sources.md 5 #27: any length',
      'Referensnummer',
      { general: { arendeidentitet: 'A'.repeat(200) } },
      'A'.repeat(200),
    ],
    ['seed 6.4: constant', 'OrganisationsnummerForPersonuppgiftsbitrade', {}, '162021005521'],
    ['seed 6.4: constant', 'NamnPaPersonuppgiftsbitrade', {}, 'Försäkringskassan'],
  ])('%s: %s', (_, name, parts, value) => {
    expect(texts(inner(parts), name)).toEqual([value]);
  });

  it.each(['2026-08-01', '2026-09-21', '20260801', 'försörjningsstöd', 'socialtjänstlagen', 'KORRID12345'])(
    'seed 6.4: %s is not sent (tidsperiod, syfte, lagtext, korrelationsid)',
    (value) => {
      expect(inner()).not.toContain(value);
    },
  );

  it('sources.md 2.4: the question is a whole document, escaped, in the unqualified forfragan', () => {
    const { body, ...request } = soap.toRequest(exampleInquiry(), exampleContext());
    expect(request).toEqual({
      method: 'POST',
      path: '',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    });
    const outer = readXml(body, AGENCY_LIMITS).root;
    const forfragan = descend(outer, 'Body', 'BeskattningsuppgifterRequest', 'forfragan');
    expect([forfragan?.uri, forfragan?.text]).toEqual(['', inner()]);
    const document = readXml(new TextEncoder().encode(forfragan?.text), AGENCY_LIMITS).root;
    expect([document.local, document.uri]).toEqual([
      'ForfraganBeskattningsuppgifterEnligtSFS2008-975',
      INNER_NS,
    ]);
  });

  it('a name with markup stays text in both documents', () => {
    expect(inner(ingivare({ namn: '</NamnPaIngivare>&amp;' }))).toContain(
      '>&lt;/NamnPaIngivare&gt;&amp;amp;<',
    );
  });
});

const GOOD = simulate(
  skv,
  arrived(soap.toRequest(exampleInquiry(), exampleContext())),
  exampleContext(),
).response;
const outcomeOf = (response: AgencyResponse) => soap.toOutcome(response, exampleInquiry());
const outcome = (body: string) => outcomeOf(withBody(GOOD, body));
const malformed = (reason: string) => ({ type: 'failure', failure: { kind: 'malformed', reason } });
const fault = (felkod: string, ...felmeddelanden: readonly string[]) => ({
  type: 'failure',
  failure: { kind: 'agency-fault', felkod, felmeddelanden },
});
const documentedText = (kod: string): string => skv.descriptor.koder.find((k) => k.kod === kod)?.text ?? '?';

describe('SKV answers', () => {
  const SVAR = fixture('svar');
  const swap = (from: string | RegExp, to: string) => {
    const after = SVAR.replace(from, to);
    expect(after).not.toBe(SVAR);
    return outcome(after);
  };
  const delivered = (response: AgencyResponse): string => {
    const result = outcomeOf(response);
    return result.type === 'data' ? wrapped(result.data) : expect.fail(JSON.stringify(result.failure));
  };
  const sent = (response: AgencyResponse): string => {
    const document = readXml(
      response.body,
      AGENCY_LIMITS,
      /charset="?([\w-]+)/.exec(response.headers['content-type'] ?? '')?.[1],
    );
    const svar = descend(document.root, 'Body', 'BeskattningsuppgifterResponse', 'svar');
    return svar ? wrapped({ form: 'xml', ...cutElement(document, svar) }) : expect.fail('no svar');
  };

  it('seed 6.11: the element svar itself, nothing around it, CDATA kept', () => {
    const result = outcome(SVAR);
    const content = result.type === 'data' ? new TextDecoder().decode(contentOf(result.data)) : '';
    expect(content.startsWith('<svar><![CDATA[<?xml version="1.0" encoding="ISO-8859-1"?>\n<Svar')).toBe(
      true,
    );
    expect(content.endsWith('</SvarBeskattningsuppgifterEnligtSFS2008-975>]]></svar>')).toBe(true);
  });

  it('seed 6.11: escaped and CDATA are canonically equal', () => {
    const escaped = SVAR.replace(/<!\[CDATA\[([^]*)\]\]>/, (_, text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
    expect(escaped).not.toContain('CDATA');
    expect(sameXml(delivered(withBody(GOOD, escaped)))).toBe(sameXml(delivered(withBody(GOOD, SVAR))));
  });

  it.each(DRESSES.map((d) => [d.name, d] as const))('reads the same answer written with %s', (_, dress) => {
    const response = dressed(GOOD, dress);
    expect(sameXml(delivered(response))).toBe(sameXml(sent(response)));
    expect(meaning(delivered(response))).toEqual(meaning(sent(GOOD)));
    const types = dress.types ? ['http://www.w3.org/2001/XMLSchema'] : [];
    expect(typeNamespaces(delivered(response))).toEqual(types);
  });

  it.each(
    brokenSoapAnswers(GOOD, SKV_NS, 'BeskattningsuppgifterResponse').filter(
      ([, { status }]) => status !== 500,
    ),
  )('is not deceived by %s', (_, response) => {
    const result = outcomeOf(response);
    expect(result).toMatchObject({ type: 'failure' });
    expect(['malformed', 'http-status']).toContain(result.type === 'failure' && result.failure.kind);
  });

  it.each([
    ['no svar', /<svar>[^]*<\/svar>/, '', 'no-svar'],
    ['a qualified svar', /<(\/?)svar>/g, '<$1ns2:svar>', 'no-svar'],
    ['two svar', /<svar>[^]*<\/svar>/, '$&$&', 'no-svar'],
    ['an empty svar', /<svar>[^]*<\/svar>/, '<svar/>', 'empty-svar'],
    ['a blank svar', /<!\[CDATA\[[^]*\]\]>/, ' \n ', 'empty-svar'],
    ['words in svar', /<!\[CDATA\[[^]*\]\]>/, 'tyvärr', 'svar-not-xml'],
    ['a cut document in svar', '</SvarBeskattningsuppgifterEnligtSFS2008-975>', '', 'svar-not-xml'],
    ['a DOCTYPE in svar', '<SvarBesk', '<!DOCTYPE a [<!ENTITY b "c">]><SvarBesk', 'svar-not-xml'],
    ['markup instead of text in svar', /<!\[CDATA\[[^]*\]\]>/, '<a/>', 'svar-not-text'],
  ])('architecture 8: %s is malformed, never data', (_, from, to, reason) => {
    expect(swap(from, to)).toEqual(malformed(reason));
  });

  it.each([
    ['the person', /191212121212/],
    ['one of two', /(?=<\/PersonuppgiftLista>)/],
  ])('is not delivered when %s is somebody else', (_, where) => {
    const to =
      '<Personuppgift><f:IdentitetsbeteckningFysiskPerson>199001012385</f:IdentitetsbeteckningFysiskPerson></Personuppgift>';
    expect(swap(where, where.source.startsWith('19') ? '199001012385' : to)).toEqual(
      malformed('other-person'),
    );
  });

  it.each([
    ['names nobody', /<f:Ident.*/, ''],
    ['has another document element', /SvarBeskattningsuppgifterEnligtSFS2008-975/g, 'Svar'],
    ['begins with a byte order mark', '<![CDATA[', '<![CDATA[\uFEFF'],
    ['begins with layout', '<![CDATA[', '\n  <![CDATA['],
  ])('sources.md 1.5: is delivered when it %s', (_, from, to) => {
    expect(swap(from, to).type).toBe('data');
  });
});

describe('SKV answers with an error', () => {
  const FEL = fixture('fel');
  const faulty = (body: string, status = 500) => outcomeOf({ ...withBody(GOOD, body), status });
  const gateway = new TextDecoder().decode(soapFault({ faultcode: 'Server', faultstring: '191212121212' }));

  it.each([500, 200, 400, 403, 404, 503])(
    'seed 7.3.2: MeddelandeKod and MeddelandeText as sent, status %i',
    (status) => {
      expect(faulty(FEL, status)).toEqual(fault('9071004', 'Behörighet saknas, säger vi.'));
    },
  );

  it.each([
    ['without text', /<MeddelandeText>.*<\/MeddelandeText>/, '', '9071004', documentedText('9071004')],
    ['with a code nobody documents', '9071004', '9071999', '9071999', 'Behörighet saknas, säger vi.'],
    [
      'qualified in another way',
      /ns2:Exception xmlns:ns2/,
      'ns2:Exception xmlns:ns3="urn:x" xmlns:ns2',
      '9071004',
      'Behörighet saknas, säger vi.',
    ],
  ])('seed 7.3.2: %s', (_, from, to, kod, text) => {
    expect(faulty(FEL.replace(from, to))).toEqual(fault(kod, text));
  });

  it.each(['403', '404', '500'])(
    'sources.md 5 #14: status %s without a readable fault is BT with the listed text',
    (kod) => {
      for (const body of ['<html>', '', gateway, FEL.replace(/<MeddelandeKod>[^]*<\/MeddelandeKod>/, '')])
        expect(faulty(body, Number(kod))).toMatchObject(fault(kod, documentedText(kod)));
    },
  );

  it.each([
    ['a 500 without a readable fault counts against the breaker', '<html>', 500, true],
    ['a 500 with a readable fault does not', FEL, 500, false],
    ['a 404 does not', '<html>', 404, false],
  ])('architecture 11: %s', (_, body, status, counts) => {
    const outcome = faulty(body, status);
    expect(outcome.type === 'failure' && countsAgainstBreaker(outcome.failure)).toBe(counts);
  });

  it.each([202, 301, 302, 400, 401, 405, 429, 501, 502, 503])(
    'architecture 11: any other status is 2001: %i',
    (status) => {
      for (const body of ['<html>', gateway, fixture('svar')])
        expect(faulty(body, status)).toEqual({ type: 'failure', failure: { kind: 'http-status', status } });
    },
  );

  it('architecture 11: a fault without a code and with status 200 is 2001', () => {
    expect(faulty(gateway, 200)).toEqual({ type: 'failure', failure: { kind: 'http-status', status: 200 } });
  });
});

describe('sources.md 2.4: the list of codes', () => {
  it('has every code, all of them errors', () => {
    const expected = [...Array.from({ length: 11 }, (_, i) => String(9_071_000 + i)), '500', '404', '403'];
    const own = skv.descriptor.koder.filter(({ protokoll }) => protokoll === 'soap');
    expect(own.map(({ kod, becomes }) => [kod, becomes])).toEqual(expected.map((kod) => [kod, 'error']));
    expect(skv.descriptor.koder.every(({ text }) => text.length <= 300)).toBe(true);
  });
});

describe('the simulated SKV', () => {
  const answerFor = (name: string) => {
    const personidentitet = PERSONAS.find((p) => p.name === name)?.personidentitet ?? '';
    const request = soap.toRequest(exampleInquiry({ general: { personidentitet } }), exampleContext());
    return textIn(simulate(skv, arrived(request), exampleContext()).response);
  };

  it.each([
    ['well', ['Tolvan', 'Kapitaluppgift', 'Skattekontouppgift', 'Taxeringsar&gt;2025'], ['Skyddsmarkering']],
    ['nothing', ['Tomsson', 'StatusPersonuppgiftKod&gt;1'], ['Kapitaluppgift&gt;', 'Skattekontouppgift&gt;']],
    ['protected', ['Skyddsmarkering'], ['Fornamn', 'Efternamn']],
  ])('tells about persona %s', (name, present, absent) => {
    const answer = answerFor(name);
    for (const text of present) expect(answer).toContain(text);
    for (const text of absent) expect(answer).not.toContain(text);
  });

  it.each([
    ['403', 'text/html'],
    ['404', 'text/html'],
    ['500', 'text/xml'],
    ['9071003', 'text/xml'],
  ])('plays %s as %s', (kod, type) => {
    const request = arrived(soap.toRequest(exampleInquiry(), exampleContext()));
    const { response } = simulate(skv, request, { ...exampleContext(), kod });
    expect(response.headers['content-type']).toContain(type);
    expect(response.status).toBe(kod.length === 3 ? Number(kod) : 500);
  });
});
