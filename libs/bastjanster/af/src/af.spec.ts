import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PERSONAS, simulate } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  contentOf,
  exampleContext,
  exampleInquiry,
  textIn,
  textsIn,
  withBody,
  withIngivare,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { soapFault } from '@ssbtek/soap';
import { af } from './index';
import { soap } from './protocol';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}.xml`, import.meta.url), 'utf8');
const PLACE = {
  uri: 'http://api.arbetsformedlingen.se/arbetssokande/ersattningsstod/v2',
  local: 'SvarMeddelande',
};

bastjanstConformance(af, { protocol: 'soap', golden: fixture('request'), soap: PLACE });

const xmlOf = (parts: ExampleParts = {}, settings = {}): string =>
  textIn(soap.toRequest(exampleInquiry(parts), exampleContext(settings)));

describe('AF is asked', () => {
  it.each<[source: string, name: string, parts: ExampleParts, value: string]>([
    [
      'seed 6.1: 12 digits',
      'OrganisationsnummerForIngivare',
      withIngivare({ organisationsnummer: '168020069582' }),
      '168020069582',
    ],
    ['seed 6.1', 'NamnPaIngivare', withIngivare({ namn: 'Kommun A' }), 'Kommun A'],
    ['seed 6.1', 'KontonamnForHandlaggare', withIngivare({ handlaggare: 'HL7' }), 'HL7'],
    [
      'seed 6.1, sources.md 2.1: 12 digits',
      'IdentitetsbeteckningFysiskPerson',
      { general: { personidentitet: '200001022391' } },
      '200001022391',
    ],
    [
      'sources.md 2.0: samordningsnummer too',
      'IdentitetsbeteckningFysiskPerson',
      { general: { personidentitet: '202201612393' } },
      '202201612393',
    ],
    ['seed 6.1', 'Referensnummer', { general: { arendeidentitet: 'AID-7' } }, 'AID-7'],
    [
      'sources.md 5 #27: any length',
      'Referensnummer',
      { general: { arendeidentitet: 'A'.repeat(200) } },
      'A'.repeat(200),
    ],
    ['seed 6.1', 'From', { tidsperiod: { fromDatum: '2026-01-02', tomDatum: '2026-02-03' } }, '2026-01-02'],
    ['seed 6.1', 'Tom', { tidsperiod: { fromDatum: '2026-01-02', tomDatum: '2026-02-03' } }, '2026-02-03'],
    [
      'sources.md 2.0: xs:date, so a time zone stays',
      'From',
      { tidsperiod: { fromDatum: '2026-01-02+01:00', tomDatum: '2026-02-03' } },
      '2026-01-02+01:00',
    ],
    ['seed 6.1: constant', 'OrganisationsnummerForPersonuppgiftsbitrade', {}, '162021005521'],
    ['seed 6.1: constant', 'NamnPaPersonuppgiftsbitrade', {}, 'Försäkringskassan'],
    ['sources.md 2.1 (seed: SyfteMedFrage)', 'SyfteMedFraga', { general: { syfte: 'Därför' } }, 'Därför'],
    ['seed 6.1', 'LagParagraf', { general: { lagtext: '12 kap. 1 §' } }, '12 kap. 1 §'],
  ])('%s: %s', (_, name, parts, value) => {
    expect(textsIn(xmlOf(parts), name)).toEqual([value]);
  });

  it('seed 6.1: all three Inkludera attributes are 1', () => {
    expect(xmlOf()).toContain('<Inkludera ArbetssokandeInfo="1" AkasseInfo="1" BeslutInfo="1"/>');
  });

  it.each([
    ['left out by default', {}, []],
    ['left out when the setting is empty', { TEST: '' }, []],
    ['1 towards the test environment', { TEST: '1' }, ['1']],
  ])('seed 6.1: Test is %s', (_, settings, expected) => {
    expect(textsIn(xmlOf({}, settings), 'Test')).toEqual(expected);
  });

  it('sources.md 1.1: SOAP 1.1 over POST with an empty soapAction', () => {
    const { method, path, headers } = soap.toRequest(exampleInquiry(), exampleContext());
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

  it('a character that XML forbids cannot be asked', () => {
    expect(() => xmlOf({ general: { syfte: 'a\u0001' } })).toThrow();
  });
});

describe('AF answers', () => {
  const respond = (kod = '0') =>
    simulate(af, arrived(soap.toRequest(exampleInquiry(), exampleContext())), { ...exampleContext(), kod })
      .response;
  const good = respond();
  const outcome = (body: string) => soap.toOutcome(withBody(good, body), exampleInquiry());
  const swap = (from: string | RegExp, to: string) => {
    const after = textIn(good).replace(from, to);
    expect(after).not.toBe(textIn(good));
    return outcome(after);
  };

  it('seed 6.8, sources.md 5 #9: the children of SvarMeddelande are the data, without any wrapper', () => {
    const result = outcome(fixture('svar'));
    if (result.type !== 'data') return expect.fail('no data');
    const content = new TextDecoder().decode(contentOf(result.data));
    expect(content.trimStart().startsWith('<af:Fraga>')).toBe(true);
    expect(content.trimEnd().endsWith('</af:Svar>')).toBe(true);
    expect(content).not.toContain('SvarMeddelande');
  });

  it.each([
    ['0', 'data'],
    ['10', 'data'],
    ['99', 'data'],
    ['100', 'failure'],
    ['0100', 'failure'],
    ['+110', 'failure'],
    ['999', 'failure'],
    ['-1', 'data'],
  ])('seed 7.3.2: StatusSokandeinformationKod %s is %s (above 99 is an error)', (kod, type) => {
    const result = swap(/Kod>0</, `Kod>\n${kod} <`);
    expect(result.type).toBe(type);
    if (type === 'failure') expect(result).toMatchObject({ failure: { kind: 'agency-fault', felkod: kod } });
  });

  it('seed 7.3.2: code and text come from the answer, also where AF words it anew', () => {
    expect(outcome(fixture('fel'))).toEqual({
      type: 'failure',
      failure: {
        kind: 'agency-fault',
        felkod: '110',
        felmeddelanden: [
          'Angiven information är inte korrekt eller kan inte tolkas (sifferfält innehåller felaktiga tecken); "From:abc"',
        ],
      },
    });
  });

  it('an error without text gets the documented one', () => {
    const body = fixture('fel').replace(
      /<StatusSokandeinformationKodText>[^<]*<\/StatusSokandeinformationKodText>/,
      '',
    );
    expect(outcome(body)).toMatchObject({
      failure: { felmeddelanden: [af.descriptor.koder.find((k) => k.kod === '110')?.text] },
    });
  });

  it.each([
    ['no code', /<StatusSokandeinformationKod>0<\/StatusSokandeinformationKod>/, '', 'no-status'],
    ['an empty code', 'Kod>0<', 'Kod><', 'no-status'],
    ['a word for a code', 'Kod>0<', 'Kod>noll<', 'no-status'],
    ['a broken number', 'Kod>0<', 'Kod>1.5<', 'no-status'],
    ['no Svar', /<Svar>.*<\/Svar>/, '', 'no-svar'],
    ['two Svar', /<Svar>.*<\/Svar>/, '$&$&', 'no-svar'],
    ['Svar of another namespace', /<Svar>/, '<Svar xmlns="urn:x">', 'no-svar'],
  ])('architecture 8: %s is malformed, never data', (_, from, to, reason) => {
    expect(swap(from, to)).toEqual({ type: 'failure', failure: { kind: 'malformed', reason } });
  });

  it.each([
    ['the echoed question', /(<Fraga>.*Person>)\d{12}/],
    ['the answer', /(<Svar>.*Person>)\d{12}/],
  ])('somebody else in %s is refused', (_, where) => {
    expect(swap(where, '$1199001012385')).toMatchObject({ failure: { reason: 'other-person' } });
  });

  it('sources.md 1.5: an answer that leaves out Fraga and names nobody is data', () => {
    const bare = textIn(good)
      .replace(/<Fraga>.*<\/Fraga>/, '')
      .replace(/<(Identitets\w+)>\d+<\/\1>/, '');
    expect(outcome(bare).type).toBe('data');
  });

  it('sources.md 2.1: status 600 may carry the new number', () => {
    const body = textIn(respond('600')).replace(/(<Svar>.*Person>)\d{12}/, '$1199001012385');
    expect(outcome(body)).toMatchObject({ failure: { kind: 'agency-fault', felkod: '600' } });
    expect(outcome(body.replace('>600<', '>500<'))).toMatchObject({ failure: { reason: 'other-person' } });
  });

  it.each([500, 200, 400])('architecture 11: a SOAP fault with status %i is 2001', (status) => {
    const body = soapFault({ faultcode: '110', faultstring: '191212121212' });
    expect(soap.toOutcome({ ...withBody(good, body), status }, exampleInquiry())).toEqual({
      type: 'failure',
      failure: { kind: 'http-status', status },
    });
  });

  it('sources.md 2.1: lists every code with its kind', () => {
    const data = af.descriptor.koder.filter((k) => k.becomes === 'data').map((k) => k.kod);
    const errors = af.descriptor.koder.filter((k) => k.becomes === 'error').map((k) => k.kod);
    expect(data).toEqual(['0', '10']);
    expect(errors).toEqual(
      '110 111 120 200 210 220 300 301 302 303 400 401 402 403 410 500 600 700'.split(' '),
    );
  });
});

describe('the simulated AF', () => {
  const answerFor = (name: string) => {
    const personidentitet = PERSONAS.find((p) => p.name === name)?.personidentitet ?? '';
    const request = soap.toRequest(exampleInquiry({ general: { personidentitet } }), exampleContext());
    return textIn(simulate(af, arrived(request), exampleContext()).response);
  };

  it.each([
    ['well', ['<Fornamn>Tolvan<', '<Sekretessmarkering>false<', 'BeslutInfo'], []],
    ['protected', ['<Sekretessmarkering>true<'], ['Fornamn', 'Efternamn']],
    ['nothing', ['<StatusSokandeinformationKod>0<'], ['BeslutInfo', 'ArbetssokandeInfo']],
    ['partly', ['<StatusSokandeinformationKod>10<', 'ArbetssokandeInfo'], ['BeslutInfo']],
    ['renumbered', ['<StatusSokandeinformationKod>600<'], ['Fornamn', 'Akassetillhorighet']],
  ])('tells about persona %s', (name, present, absent) => {
    const answer = answerFor(name);
    for (const text of present) expect(answer).toContain(text);
    for (const text of absent) expect(answer).not.toContain(text);
  });
});
