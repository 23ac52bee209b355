import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  exampleContext,
  exampleInquiry,
  leastInquiry,
  textIn,
  textsIn,
  withBody,
  withIngivare,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { soapFault } from '@ssbtek/soap';
import { element } from '@ssbtek/xml';
import { tns } from './index';
import { soap } from './protocol';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}.xml`, import.meta.url), 'utf8');
const TNS_NS = 'http://schema.transportstyrelsen.se/ssbtek/hamtauppgifterresponder/1';

bastjanstConformance(tns, {
  protocol: 'soap',
  golden: fixture('request'),
  soap: { uri: TNS_NS, local: 'HamtaUppgifterResponse' },
  namesPerson: false,
});

const requestOf = (parts: ExampleParts = {}) => soap.toRequest(exampleInquiry(parts), exampleContext());
const xmlOf = (parts: ExampleParts = {}): string => textIn(requestOf(parts));
const part = (xml: string, local: 'Header' | 'Body'): string =>
  new RegExp(`<soap:${local}>.*</soap:${local}>`).exec(xml)?.[0] ?? '';

describe('TNS is asked', () => {
  it.each<[source: string, name: string, where: 'Header' | 'Body', parts: ExampleParts, value: string]>([
    [
      'seed 6.6',
      'frageTidpunkt',
      'Header',
      { general: { frageTidpunkt: '2014-01-07T09:30:47.123+01:00' } },
      '2014-01-07T09:30:47.123+01:00',
    ],
    [
      'seed 6.6: 12 digits',
      'organisationsnummer',
      'Header',
      withIngivare({ organisationsnummer: '168020069582' }),
      '168020069582',
    ],
    ['seed 6.6', 'namn', 'Header', withIngivare({ namn: 'Kommun A' }), 'Kommun A'],
    ['seed 6.6', 'handlaggare', 'Header', withIngivare({ handlaggare: 'HL7' }), 'HL7'],
    ['seed 6.6', 'arendeidentitet', 'Header', { general: { arendeidentitet: 'AID-7' } }, 'AID-7'],
    ['seed 6.6: digits 1 and 2', 'sekel', 'Body', { general: { personidentitet: '200001022391' } }, '20'],
    [
      'seed 6.6: digits 3 to 12',
      'personnummer',
      'Body',
      { general: { personidentitet: '200001022391' } },
      '0001022391',
    ],
    [
      'sources.md 2.0: samordningsnummer too',
      'personnummer',
      'Body',
      { general: { personidentitet: '202201612393' } },
      '2201612393',
    ],
  ])('%s: %s in the %s', (_, name, where, parts, value) => {
    expect(textsIn(part(xmlOf(parts), where), name)).toEqual([value]);
    expect(textsIn(xmlOf(parts), name)).toHaveLength(1);
  });

  it('sources.md 5 #20: frageTidpunkt is now when the caller gave none', () => {
    const xml = textIn(soap.toRequest(leastInquiry(exampleInquiry()), exampleContext()));
    expect(textsIn(xml, 'frageTidpunkt')).toEqual(['2026-09-22T07:30:47.123Z']);
  });

  it('sources.md 1.3: TNS has no period of its own, so none is sent', () => {
    expect(xmlOf({ tidsperiod: { fromDatum: '2019-01-02', tomDatum: '2019-02-03' } })).not.toContain('2019');
  });

  it.each(['KORRID12345', 'försörjningsstöd', 'socialtjänstlagen', '162021005521'])(
    'seed 6.6: %s is not sent',
    (text) => {
      expect(xmlOf()).not.toContain(text);
    },
  );

  it('sources.md 1.1: SOAP 1.1 over POST with an empty soapAction', () => {
    const { method, path, headers } = requestOf();
    expect({ method, path, headers }).toEqual({
      method: 'POST',
      path: '',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    });
  });
});

describe('TNS answers', () => {
  const good = simulate(tns, arrived(requestOf()), exampleContext()).response;
  const outcome = (body: string | Uint8Array, status = 200) =>
    soap.toOutcome({ ...withBody(good, body), status }, exampleInquiry());

  it('seed 6.13: everything under HamtaUppgifterResponse is the data', () => {
    const result = outcome(fixture('svar'));
    if (result.type !== 'data' || result.data.form !== 'xml') return expect.fail('no data');
    const content = new TextDecoder().decode(result.data.content);
    expect(content.trimStart().startsWith('<t:resultat>')).toBe(true);
    expect(content.trimEnd().endsWith('</t:fordonsinnehav>')).toBe(true);
    expect(Object.fromEntries(result.data.declarations)).toMatchObject({
      t: TNS_NS,
      f: 'http://schema.transportstyrelsen.se/ssbtek/fordon/1',
    });
  });

  it('sources.md 2.6: fordonsinnehav may be missing', () => {
    expect(outcome(fixture('svar').replace(/<t:fordonsinnehav>[^]*<\/t:fordonsinnehav>/, '')).type).toBe(
      'data',
    );
  });

  it('sources.md 2.6: FEL gives the first felkod and one felmeddelande per feltext', () => {
    expect(outcome(fixture('fel'))).toEqual({
      type: 'failure',
      failure: {
        kind: 'agency-fault',
        felkod: '99',
        felmeddelanden: ['Oväntat fel', 'Registret svarar inte'],
      },
    });
  });

  it('FEL without any feltext gets the documented one', () => {
    expect(outcome(fixture('fel').replace(/<t:feltext>[^<]*<\/t:feltext>/g, ''))).toMatchObject({
      failure: { felkod: '99', felmeddelanden: ['Oväntat fel'] },
    });
  });

  it.each([
    ['FEL without felresultat', /<t:felresultat>[^]*<\/t:felresultat>/, '', 'no-felresultat'],
    ['FEL without felkod', /<t:felkod>99<\/t:felkod>/, '', 'no-felresultat'],
    [
      'felresultat of another namespace',
      /<t:felresultat>[^]*<\/t:felresultat>/,
      '<felresultat><felkod>1</felkod></felresultat>',
      'no-felresultat',
    ],
    ['no resultat', /<t:resultat>FEL<\/t:resultat>/, '', 'no-resultat'],
    [
      'resultat of another namespace',
      /<t:resultat>FEL<\/t:resultat>/,
      '<resultat>OK</resultat>',
      'no-resultat',
    ],
    ['an unknown resultat', '>FEL<', '>ok<', 'no-resultat'],
    ['an empty resultat', '>FEL<', '><', 'no-resultat'],
  ])('architecture 11: %s is malformed, never data', (_, from, to, reason) => {
    expect(outcome(fixture('fel').replace(from, to))).toEqual({
      type: 'failure',
      failure: { kind: 'malformed', reason },
    });
  });

  it.each([500, 200, 400])(
    'architecture 11: a SOAP fault with status %i is 2001, whatever its detail',
    (status) => {
      const body = soapFault({ faultcode: '99', faultstring: 'x', detail: element('felkod', '99') });
      expect(outcome(body, status)).toEqual({ type: 'failure', failure: { kind: 'http-status', status } });
    },
  );

  it('the simulated agency wants its own header (seed 6.6)', () => {
    const request = arrived(requestOf());
    const without = {
      ...request,
      body: new TextEncoder().encode(textIn(request).replace(/<soap:Header>.*<\/soap:Header>/, '')),
    };
    expect(tns.simulator.personOf(request)).toBe('191212121212');
    expect(tns.simulator.personOf(without)).toBeUndefined();
  });
});
