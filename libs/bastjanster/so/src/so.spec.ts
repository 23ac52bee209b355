import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  exampleContext,
  exampleInquiry,
  textIn,
  textsIn,
  withBody,
  withIngivare,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { so } from './index';
import { soap } from './protocol';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}.xml`, import.meta.url), 'utf8');
const PLACE = { uri: 'http://INT014.UBPService.Schemas', local: 'GetUnemploymentBenefitPaymentResponse' };

bastjanstConformance(so, { protocol: 'soap', golden: fixture('request'), soap: PLACE });

const requestOf = (parts: ExampleParts = {}) => soap.toRequest(exampleInquiry(parts), exampleContext());
const xmlOf = (parts: ExampleParts = {}): string => textIn(requestOf(parts));

describe('SO is asked', () => {
  it.each<[source: string, name: string, parts: ExampleParts, value: string]>([
    [
      'seed 6.5: 12 digits',
      'OrganisationsnummerIngivare',
      withIngivare({ organisationsnummer: '168020069582' }),
      '168020069582',
    ],
    ['seed 6.5', 'NamnIngivare', withIngivare({ namn: 'Kommun A' }), 'Kommun A'],
    ['seed 6.5', 'KontonamnHandlaggare', withIngivare({ handlaggare: 'HL7' }), 'HL7'],
    [
      'seed 6.5: 12 digits',
      'IdentificationNumber',
      { general: { personidentitet: '200001022391' } },
      '200001022391',
    ],
    [
      'sources.md 2.5: samordningsnummer too',
      'IdentificationNumber',
      { general: { personidentitet: '202201612393' } },
      '202201612393',
    ],
    ['seed 6.5', 'Referensnummer', { general: { arendeidentitet: 'AID-7' } }, 'AID-7'],
    [
      'sources.md 5 #27: any length',
      'Referensnummer',
      { general: { arendeidentitet: 'A'.repeat(200) } },
      'A'.repeat(200),
    ],
    ['seed 6.5', 'From', { tidsperiod: { fromDatum: '2026-01-02', tomDatum: '2026-02-03' } }, '2026-01-02'],
    ['seed 6.5', 'Tom', { tidsperiod: { fromDatum: '2026-01-02', tomDatum: '2026-02-03' } }, '2026-02-03'],
    [
      'sources.md 2.0: xs:date, so a time zone stays',
      'Tom',
      { tidsperiod: { fromDatum: '2026-01-02', tomDatum: '2026-02-03Z' } },
      '2026-02-03Z',
    ],
    ['seed 6.5: constant', 'OrganisationsnummerPersonuppgiftsbitrade', {}, '162021005521'],
    ['seed 6.5: constant', 'NamnPersonuppgiftsbitrade', {}, 'Försäkringskassan'],
    ['seed 6.5', 'Syfte', { general: { syfte: 'Därför' } }, 'Därför'],
    ['seed 6.5', 'Paragraf', { general: { lagtext: '12 kap. 1 §' } }, '12 kap. 1 §'],
  ])('%s: %s', (_, name, parts, value) => {
    expect(textsIn(xmlOf(parts), name)).toEqual([value]);
  });

  it('sources.md 1.1: SOAP 1.1 over POST with an empty soapAction', () => {
    const { method, path, headers } = requestOf();
    expect({ method, path, headers }).toEqual({
      method: 'POST',
      path: '',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    });
  });

  it('sources.md 5 #20: frageTidpunkt and korrelationsid are not sent', () => {
    expect(xmlOf()).not.toContain('KORRID12345');
    expect(xmlOf()).not.toContain('2026-09-22T09');
  });
});

describe('SO answers', () => {
  const good = simulate(so, arrived(requestOf()), exampleContext()).response;
  const outcome = (body: string, status = 200) =>
    soap.toOutcome({ ...withBody(good, body), status }, exampleInquiry());
  const fault = (from: string | RegExp, to: string, status = 500) => {
    const body = fixture('fel').replace(from, to);
    return outcome(body, status);
  };

  it('seed 6.12: everything under GetUnemploymentBenefitPaymentResponse is the data', () => {
    const result = outcome(fixture('svar'));
    if (result.type !== 'data' || result.data.form !== 'xml') return expect.fail('no data');
    const content = new TextDecoder().decode(result.data.content);
    expect(content.trimStart().startsWith('<ubp:Referensnummer>')).toBe(true);
    expect(content.trimEnd().endsWith('</ubp:ArbetsloshetsersattningLista>')).toBe(true);
    expect(Object.fromEntries(result.data.declarations)).toMatchObject({
      ubp: PLACE.uri,
      xsi: 'http://www.w3.org/2001/XMLSchema-instance',
    });
  });

  it.each([
    ['seed 7.3.3: 201', /201/, '201', '201', 'An unexpected error occurred'],
    ['as sent, prefix and all', /201/, 'soap:Server', 'soap:Server', 'An unexpected error occurred'],
    ['white space trimmed', /201/, '\n 201\n', '201', 'An unexpected error occurred'],
    ['its own text', /An unexpected error occurred/, 'Något annat', '201', 'Något annat'],
    [
      'without text the documented one',
      /<faultstring>.*<\/faultstring>/,
      '',
      '201',
      'An unexpected error occurred',
    ],
    ['1 as a fault is still a fault', /201/, '1', '1', 'An unexpected error occurred'],
  ])('seed 7.3.2: faultcode and faultstring, %s', (_, from, to, felkod, felmeddelande) => {
    for (const status of [500, 200])
      expect(fault(from, to, status)).toEqual({
        type: 'failure',
        failure: { kind: 'agency-fault', felkod, felmeddelanden: [felmeddelande] },
      });
  });

  it.each([
    ['missing', /<faultcode>.*<\/faultcode>/, ''],
    ['empty', /201/, ' '],
  ])('a fault whose faultcode is %s is malformed', (_, from, to) => {
    expect(fault(from, to)).toEqual({
      type: 'failure',
      failure: { kind: 'malformed', reason: 'no-faultcode' },
    });
  });

  it('a redirect stays a redirect, even with a fault in it', () => {
    expect(fault('', '', 302)).toEqual({ type: 'failure', failure: { kind: 'http-status', status: 302 } });
  });

  it("sources.md 2.5, 5 #15: a fund's status 1 is data", () => {
    const response = simulate(so, arrived(requestOf()), { ...exampleContext(), kod: '1' }).response;
    expect(textsIn(textIn(response), 'StatusSvarandeOrganisation')).toEqual(['0', '1']);
    expect(soap.toOutcome(response, exampleInquiry()).type).toBe('data');
  });

  it('architecture 8: an answer without the list is malformed, never "no payments"', () => {
    for (const body of [
      textIn(good).replace(/<ArbetsloshetsersattningLista>.*<\/ArbetsloshetsersattningLista>/, ''),
      textIn(good).replace(/(<GetUnemploymentBenefitPaymentResponse[^>]*>).*(<\/GetUnemp)/, '$1$2'),
      textIn(good).replaceAll('ArbetsloshetsersattningLista>', 'Lista>'),
    ])
      expect(outcome(body)).toEqual({ type: 'failure', failure: { kind: 'malformed', reason: 'no-list' } });
  });

  it.each([
    ['somebody else', '199001012385', 'other-person'],
    ['the last ten digits of somebody else', '9001012385', 'other-person'],
    ['another century', '201212121212', 'other-person'],
    ['a word', 'Tolvan', 'other-person'],
  ])('an answer about %s is refused', (_, number, reason) => {
    expect(outcome(textIn(good).replace('191212121212', number))).toMatchObject({ failure: { reason } });
  });

  it.each([
    ['the person', '191212121212'],
    ['the person with separators', '19121212-1212'],
    ['nobody', ''],
  ])('an answer about %s is data (sources.md 1.5)', (_, number) => {
    expect(outcome(textIn(good).replace('191212121212', number)).type).toBe('data');
  });

  it('an empty list is data: no fund has anything', () => {
    const body = textIn(good).replace(
      /(<ArbetsloshetsersattningLista>).*(<\/ArbetsloshetsersattningLista>)/,
      '$1$2',
    );
    expect(outcome(body).type).toBe('data');
  });
});
