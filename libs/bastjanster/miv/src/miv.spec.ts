import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '@ssbtek/bastjanst-kit';
import {
  EXAMPLE_ID,
  arrived,
  bastjanstConformance,
  contentOf,
  exampleContext,
  exampleInquiry,
  leastInquiry,
  namesIn,
  textIn,
  textsIn,
  withBody,
  withIngivare,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { miv } from './index';
import { soap } from './protocol';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}.xml`, import.meta.url), 'utf8');

bastjanstConformance(miv, {
  protocol: 'soap',
  golden: fixture('request'),
  soap: { uri: 'http://schema.migrationsverket.se/ssbtek/1/', local: 'findByPersonnummerResponse' },
});

const requestOf = (parts: ExampleParts = {}) => soap.toRequest(exampleInquiry(parts), exampleContext());
const xmlOf = (parts: ExampleParts = {}): string => textIn(requestOf(parts));
const part = (xml: string, local: 'Header' | 'Body'): string =>
  new RegExp(`<soap:${local}>.*</soap:${local}>`).exec(xml)?.[0] ?? '';

describe('MIV is asked', () => {
  it.each<[source: string, name: string, parts: ExampleParts, value: string]>([
    [
      'seed 6.7',
      'organisationsnummer',
      withIngivare({ organisationsnummer: '168020069582' }),
      '168020069582',
    ],
    ['seed 6.7', 'namn', withIngivare({ namn: 'Kommun A' }), 'Kommun A'],
    ['seed 6.7', 'handlaggare', withIngivare({ handlaggare: 'HL7' }), 'HL7'],
    [
      'seed 6.7, sources.md 2.0: 12 digits',
      'personnummer',
      { general: { personidentitet: '200001022391' } },
      '200001022391',
    ],
    ['seed 6.7', 'korrelationsid', { general: { korrelationsid: 'K-7' } }, 'K-7'],
  ])('%s: %s', (_, name, parts, value) => {
    expect(textsIn(part(xmlOf(parts), 'Body'), name)).toEqual([value]);
  });

  it('sources.md 2.7: the order in the body, handlaggare first', () => {
    expect(namesIn(part(xmlOf(), 'Body'))).toEqual([
      ...['Body', 'findByPersonnummer', 'query', 'korrelationsid', 'personnummer'],
      ...['ingivare', 'handlaggare', 'namn', 'organisationsnummer'],
    ]);
  });

  it('sources.md 2.7: only the outermost element is qualified', () => {
    const body = part(xmlOf(), 'Body');
    expect(body).toContain(
      '<miv:findByPersonnummer xmlns:miv="http://schema.migrationsverket.se/ssbtek/1/"><query>',
    );
    expect(body).not.toContain('xmlns=');
  });

  it('seed 6.7, sources.md 2.7: the own header holds correlation_id and user', () => {
    const header = part(xmlOf(), 'Header');
    expect(textsIn(header, 'correlation_id')).toEqual(['KORRID12345']);
    expect(textsIn(header, 'anvandar_id')).toEqual(['HL123456']);
  });

  it('sources.md 5 #20: without korrelationsid the body leaves it out and the header gets a fresh one', () => {
    const xml = textIn(soap.toRequest(leastInquiry(exampleInquiry()), exampleContext()));
    expect(textsIn(xml, 'korrelationsid')).toEqual([]);
    expect(textsIn(xml, 'correlation_id')).toEqual([EXAMPLE_ID]);
  });

  it('an empty korrelationsid is given, so it is handed on', () => {
    expect(textsIn(xmlOf({ general: { korrelationsid: '' } }), 'korrelationsid')).toEqual(['']);
  });

  it.each([
    '2026-08-01',
    '2026-09-21',
    '2026-09-22T09',
    'AID12341234',
    'försörjningsstöd',
    'socialtjänstlagen',
    '162021005521',
  ])('seed 6.7: %s is not sent', (text) => {
    expect(xmlOf()).not.toContain(text);
  });

  it('sources.md 1.1: SOAP 1.1 over POST with an empty soapAction', () => {
    const { method, path, headers } = requestOf();
    expect({ method, path, headers }).toEqual({
      method: 'POST',
      path: '',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    });
  });
});

describe('MIV answers', () => {
  const good = simulate(miv, arrived(requestOf()), exampleContext()).response;
  const outcome = (body: string, status = 200) =>
    soap.toOutcome({ ...withBody(good, body), status }, exampleInquiry());

  it('seed 6.14: everything under findByPersonnummerResponse is the data', () => {
    const result = outcome(fixture('svar'));
    if (result.type !== 'data') return expect.fail('no data');
    const content = new TextDecoder().decode(contentOf(result.data));
    expect(content.trim().startsWith('<response>')).toBe(true);
    expect(content.trim().endsWith('</response>')).toBe(true);
  });

  it.each([
    ['an empty element', '<ns2:findByPersonnummerResponse/>'],
    ['white space', '<ns2:findByPersonnummerResponse> \n </ns2:findByPersonnummerResponse>'],
  ])('sources.md 2.7: response may be missing: %s is data', (_, element) => {
    const body = fixture('svar').replace(/<ns2:findBy[^]*Response>/, element);
    expect(outcome(body).type).toBe('data');
  });

  it.each([
    ['a qualified response', /(<\/?)response>/g, '$1ns2:response>'],
    ['another element', /(<\/?)response>/g, '$1svar>'],
    ['two responses', /<response>[^]*<\/response>/, '$&$&'],
    ['text', /<response>[^]*<\/response>/, 'Ok'],
  ])('architecture 8: %s is malformed, never data', (_, from, to) => {
    expect(outcome(fixture('svar').replace(from, to))).toEqual({
      type: 'failure',
      failure: { kind: 'malformed', reason: 'unexpected-content' },
    });
  });

  it.each([
    ['199001012385', 'failure'],
    ['9001012385', 'failure'],
    ['1212121212', 'data'],
    ['19121212-1212', 'data'],
    ['', 'data'],
  ])('an answer about %s is %s', (number, type) => {
    expect(outcome(fixture('svar').replace('191212121212', number)).type).toBe(type);
  });

  it.each([
    ['500-100', 'Oväntat fel'],
    ['500-101', 'Felaktigt correlation_id'],
    ['500-102', 'Felaktigt användar_id'],
    ['500-103', 'Felaktigt personnummer'],
    ['500-104', 'Serverfel'],
  ])('sources.md 2.7: detail faultCode %s and its faultString, not the outer ones', (kod, text) => {
    const body = fixture('fel').replace('500-103', kod).replace('Felaktigt personnummer', text);
    expect(outcome(body, 500)).toEqual({
      type: 'failure',
      failure: { kind: 'agency-fault', felkod: kod, felmeddelanden: [text] },
    });
  });

  it('a detail without faultString gets the documented text', () => {
    expect(outcome(fixture('fel').replace(/<faultString>.*<\/faultString>/, ''), 500)).toMatchObject({
      failure: { felkod: '500-103', felmeddelanden: ['Felaktigt personnummer'] },
    });
  });

  it.each([
    ['no detail', /<detail>[^]*<\/detail>/, ''],
    ['an empty detail', /<detail>[^]*<\/detail>/, '<detail/>'],
    ['no faultCode', /<faultCode>.*<\/faultCode>/, ''],
    ['another detail', /SSBTEKSoapException/g, 'Annat'],
  ])('architecture 11: a SOAP fault with %s is 2001', (_, from, to) => {
    expect(outcome(fixture('fel').replace(from, to), 500)).toEqual({
      type: 'failure',
      failure: { kind: 'http-status', status: 500 },
    });
  });

  it('the simulated agency wants its own header (seed 6.7)', () => {
    const request = arrived(requestOf());
    const without = {
      ...request,
      body: new TextEncoder().encode(textIn(request).replace(/<soap:Header>.*<\/soap:Header>/, '')),
    };
    expect(miv.simulator.personOf(request)).toBe('191212121212');
    expect(miv.simulator.personOf(without)).toBeUndefined();
  });
});
