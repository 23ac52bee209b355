import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PERSONAS, protocolFor, simulate } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  contentOf,
  exampleContext,
  exampleInquiry,
  leastInquiry,
  sameXml,
  textIn,
  withBody,
  wrapped,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import { soapFault } from '@ssbtek/soap';
import { AGENCY_LIMITS, descend, readXml, type XmlElement } from '@ssbtek/xml';
import { fk } from '../index';
import { FORMANER } from '@ssbtek/contract';
import { lefiOnline } from './protocol';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/${name}-lefi-online.xml`, import.meta.url), 'utf8');
const LEFI_NS = 'http://schema.forsakringskassan.se/extern_samverkan/hamtaformansinformation/1';
/** Seed appendix b, OCR errors corrected as sources.md 5 #8 says. */
const SEED_ORDER =
  'alderspension arbetsskadelivranta sjukOchAktivitetsersattning prognos tillfalligForaldrapenning ' +
  'sjukpenninggrundandeInkomst levnadsintyg sjukpenning foraldrapenning rehabersattning smittbararersattning ' +
  'havandeskapspenning narstaendepenning dagpenningTillTotalforsvarspliktiga aktivitetsstod barnbidrag ' +
  'bostadsbidrag bostadstillagg efterlevandepension handikappersattning underhallsstod utbetalning vardbidrag ' +
  'yrkesskadelivranta studiemedel intjanande forsakringstillhorighet';

const flags = (value: boolean, change: Record<string, boolean> = {}) => ({
  ...Object.fromEntries(FORMANER.toReversed().map((name) => [name, value])),
  ...change,
});
const asked = (formaner = flags(true, { forsakringstillhorighet: false })) =>
  ({ typ: 'formansforteckning', formaner }) as const;
const question = (parts: ExampleParts = {}) => exampleInquiry({ specifikt: asked(), ...parts });
const CONTEXT = exampleContext({ ANVANDARE_ID: 'WESB' });

bastjanstConformance(fk, {
  protocol: 'lefi-online',
  inquiry: (personidentitet) => question({ general: { personidentitet } }),
  golden: fixture('request'),
  soap: { uri: LEFI_NS, local: 'fkExaLefiSvar', inside: ['fragasvar', 'svarspost'] },
});

describe('FK is asked over LEFI Online', () => {
  const xmlOf = (inquiry = question(), context = CONTEXT): string =>
    textIn(lefiOnline.toRequest(inquiry, context));
  const texts = (xml: string, name: string): readonly string[] =>
    [...xml.matchAll(new RegExp(`<fk:${name}>([^<]*)</fk:${name}>`, 'g'))].map((m) => m[1] ?? '');
  const period = { tidsperiod: { fromDatum: '2026-01-02+01:00', tomDatum: '2026-02-03' } };
  const ingivare = { ...exampleInquiry().general.ingivare, organisationsnummer: '168020069582' };

  it.each<[source: string, name: string, parts: ExampleParts, value: string]>([
    [
      'seed 6.3',
      'skapades',
      { general: { frageTidpunkt: '2014-01-07T09:30:47.123' } },
      '2014-01-07T09:30:47.123',
    ],
    ['seed 6.3', 'korrelationsid', { general: { korrelationsid: 'K & R' } }, 'K &amp; R'],
    ['sources.md 2.3: ten digits', 'Organisationsnummer', {}, '2120002411'],
    ['sources.md 2.3: ten digits', 'Organisationsnummer', { general: { ingivare } }, '8020069582'],
    ['seed 6.3: 12 digits', 'personnummer', { general: { personidentitet: '200001022391' } }, '200001022391'],
    ['seed 6.3', 'from', period, '2026-01-02+01:00'],
    ['seed 6.3', 'tom', period, '2026-02-03'],
    ['sources.md 2.3: configuration', 'anvandareId', {}, 'WESB'],
  ])('%s: %s', (_, name, parts, value) => {
    expect(texts(xmlOf(question(parts)), name)).toEqual([value]);
  });

  it('seed 6.3: anvandareId comes from the setting ANVANDARE_ID, which has a default', () => {
    expect(texts(xmlOf(question(), exampleContext({ ANVANDARE_ID: 'BUSS-7' })), 'anvandareId')).toEqual([
      'BUSS-7',
    ]);
    const [setting] = fk.descriptor.settings;
    expect(setting?.default).toMatch(setting?.form?.pattern ?? /^$/);
    expect(() => xmlOf(question(), exampleContext({}))).toThrow('ANVANDARE_ID');
  });

  it('sources.md 5 #20: without frageTidpunkt and korrelationsid, the time of the call and the inquiry id', () => {
    const inquiry = leastInquiry(question());
    expect(texts(xmlOf(inquiry), 'skapades')).toEqual(['2026-09-22T07:30:47.123Z']);
    expect(texts(xmlOf(inquiry), 'korrelationsid')).toEqual([inquiry.inquiryId]);
  });

  it('sources.md 1.4: the 27 flags in the order of the contract', () => {
    expect(FORMANER.join(' ')).toBe(SEED_ORDER);
    const [, list = ''] = /<fk:formansforteckning>(.*)<\/fk:formansforteckning>/.exec(xmlOf()) ?? [];
    expect([...list.matchAll(/<fk:(\w+)>/g)].map((m) => m[1]).join(' ')).toBe(SEED_ORDER);
  });

  it.each(SEED_ORDER.split(' '))('seed 6.3, formansforteckning copied: %s', (name) => {
    for (const value of [true, false])
      expect(texts(xmlOf(question({ specifikt: asked(flags(!value, { [name]: value })) })), name)).toEqual([
        String(value),
      ]);
  });

  it.each([
    'Sundsvalls kommun',
    'HL123456',
    'AID12341234',
    'försörjningsstöd',
    'socialtjänstlagen',
    '162021005521',
  ])(
    'seed 6.3: %s is not sent (namn, handlaggare, arendeidentitet, personuppgiftsbitrade, syfte, lagtext)',
    (value) => {
      expect(xmlOf()).not.toContain(value);
    },
  );

  it.each([
    ['a missing flag (seed 3.2.3)', question({ specifikt: asked({ alderspension: true }) })],
    ['no formansforteckning', exampleInquiry()],
    [
      'an organisation number of ten digits',
      question({ general: { ingivare: { ...ingivare, organisationsnummer: '8020069582' } } }),
    ],
  ])('cannot ask with %s', (_, inquiry) => {
    expect(() => xmlOf(inquiry)).toThrow();
  });

  it('is chosen for a formansforteckning only', () => {
    expect(protocolFor(fk, question())?.name).toBe('lefi-online');
    expect(protocolFor(fk, exampleInquiry())).toBeUndefined();
  });

  it('architecture 2, sources.md 1.1: SOAP 1.1 to an address of its own', () => {
    const { method, path, headers } = lefiOnline.toRequest(question(), CONTEXT);
    expect({ method, path, headers }).toEqual({
      method: 'POST',
      path: '',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    });
    expect(lefiOnline).toMatchObject({
      urlVariable: 'SSBTEK_AGENCY_FK_LEFI_ONLINE_URL',
      simulatorPath: '/lefi-online',
    });
  });
});

const GOOD = simulate(
  fk,
  arrived(lefiOnline.toRequest(question(), CONTEXT), '/lefi-online'),
  CONTEXT,
).response;
const outcome = (body: string | Uint8Array, status = 200) =>
  lefiOnline.toOutcome({ ...withBody(GOOD, body), status }, question());
/** An element and what the prefixes in it stand for. */
const inScope = (e: XmlElement): unknown => [
  e.uri,
  e.local,
  e.text,
  ['', 'l', 'xsi', 't'].map((prefix) => e.scope.get(prefix)),
  e.children.map(inScope),
];
const malformed = (reason: string) => ({ type: 'failure', failure: { kind: 'malformed', reason } });

describe('FK answers over LEFI Online', () => {
  const SVAR = fixture('svar');
  const swap = (from: string | RegExp, to: string) => {
    const after = SVAR.replace(from, to);
    expect(after).not.toBe(SVAR);
    return outcome(after);
  };
  const content = (result: ReturnType<typeof outcome>): string =>
    result.type === 'data'
      ? new TextDecoder().decode(contentOf(result.data))
      : expect.fail(JSON.stringify(result));

  it('seed 6.10: everything under svarspost, of all of them, with what stands between, byte for byte', () => {
    const expected = /<l:svarspost>([^]*)<\/l:svarspost>/
      .exec(SVAR)?.[1]
      ?.replace('</l:svarspost>', '')
      .replace('<l:svarspost>', '');
    expect(content(outcome(SVAR))).toBe(expected);
    expect(expected).toContain('<!-- first -->');
    expect(expected).toContain('<!-- between -->');
    expect(expected).toContain('<![CDATA[< & >]]>');
  });

  it('seed 6.10: one svarspost', () => {
    const result = swap(/<!-- between -->\s*<l:svarspost>.*<\/l:svarspost>/, '');
    expect(content(result).trim()).toMatch(/^<l:personnummer>[^]*<\/l:barnbidrag>$/);
  });

  it('architecture 11: prefixes of xsi:type still resolve, declared anywhere', () => {
    const outside = SVAR.replace(' xmlns:t="urn:typer"', '').replace(
      '<S:Body>',
      '<S:Body xmlns:t="urn:typer">',
    );
    const first = SVAR.replace(' xmlns:t="urn:typer"', '').replace(
      '<l:svarspost>',
      '<l:svarspost xmlns:t="urn:typer">',
    );
    for (const body of [SVAR, outside, first]) {
      const result = outcome(body);
      const data = result.type === 'data' ? wrapped(result.data) : expect.fail(JSON.stringify(result));
      expect(data).toContain('xmlns:t="urn:typer"');
      expect(sameXml(data)).toContain('xsi:type="t:Manadsbelopp"');
    }
  });

  it.each([
    ['bind a prefix differently', '<l:svarspost><l:bostad', '<l:svarspost xmlns:xsi="urn:x"><l:bostad'],
    ['have other default namespaces', '<l:svarspost><l:bostad', '<l:svarspost xmlns="urn:x"><l:bostad'],
    ['have other default namespaces, the other way', '<l:svarspost>\n', '<l:svarspost xmlns="urn:x">\n'],
  ])(
    'architecture 11: several svarspost that %s are put together, each meaning what it meant',
    (_, from, to) => {
      const result = swap(from, to);
      const { root } = readXml(
        Buffer.from(result.type === 'data' ? wrapped(result.data) : expect.fail(JSON.stringify(result))),
        AGENCY_LIMITS,
      );
      const sent = readXml(Buffer.from(SVAR.replace(from, to)), AGENCY_LIMITS).root;
      const poster = descend(sent, 'Body', 'fkExaLefiSvar', 'fragasvar')?.children ?? [];
      const contents = poster
        .filter(({ local }) => local === 'svarspost')
        .flatMap(({ children }) => children);
      expect(root.children.map(inScope)).toEqual(contents.map(inScope));
    },
  );

  it('reads by local name, so that another spelling of the inner namespaces changes nothing (architecture 11)', () => {
    expect(swap('<l:fragasvar>', '<l:fragasvar xmlns:l="urn:other">').type).toBe('data');
  });

  it('an empty svarspost is data: FK knows nothing', () => {
    expect(content(swap(/<l:svarspost>[^]*<\/l:svarspost>/, '<l:svarspost/>'))).toBe('');
  });

  it.each([
    ['neither svarspost nor fel', /<l:svarspost>[^]*<\/l:svarspost>/, '', 'no-svarspost'],
    ['no fragasvar', /<(\/?)l:fragasvar>/g, '<$1l:svaret>', 'no-fragasvar'],
    ['two fragasvar', /<l:fragasvar>[^]*<\/l:fragasvar>/, '$&$&', 'no-fragasvar'],
    ['a svarspost in another place', /<(\/?)l:svarspost>/g, '<$1l:post>', 'no-svarspost'],
  ])('architecture 8: %s is malformed, never data', (_, from, to, reason) => {
    expect(swap(from, to)).toEqual(malformed(reason));
  });

  it.each([
    ['a svarspost', '>191212121212<', '>199001012385<'],
    [
      'another svarspost',
      '<l:bostadsbidrag>',
      '<l:personnummer>199001012385</l:personnummer><l:bostadsbidrag>',
    ],
    ['fragasvar', '<l:svarspost>', '<l:personnummer>199001012385</l:personnummer><l:svarspost>'],
    [
      'the question it repeats',
      '<l:svarspost>',
      '<l:formansfraga><l:personnummer>9001012385</l:personnummer></l:formansfraga><l:svarspost>',
    ],
  ])('is not delivered when %s names somebody else', (_, from, to) => {
    expect(swap(from, to)).toEqual(malformed('other-person'));
  });

  it.each([
    ['names nobody', /<l:personnummer>.*?<\/l:personnummer>/, ''],
    ['names the person with ten digits', '>191212121212<', '>1212121212<'],
    [
      'names a child inside a benefit',
      '<l:belopp>',
      '<l:barn><l:personnummer>201701012393</l:personnummer></l:barn><l:belopp>',
    ],
  ])('is delivered when it %s', (_, from, to) => {
    expect(swap(from, to).type).toBe('data');
  });
});

describe('FK answers over LEFI Online with an error', () => {
  const FEL = fixture('fel');
  const fault = (felkod: string, ...felmeddelanden: readonly string[]) => ({
    type: 'failure',
    failure: { kind: 'agency-fault', felkod, felmeddelanden },
  });

  it.each([
    ['as sent', '', '', fault('1001', 'Perioden är för lång.')],
    ['a code nobody documents', '1001', 'LEFI-7', fault('LEFI-7', 'Perioden är för lång.')],
    [
      'without text',
      /<l:beskrivning>.*<\/l:beskrivning>/,
      '',
      fault('1001', 'Förfrågan kunde inte tolkas. Fel har uppstått i validering av förfrågan.'),
    ],
    [
      'two of them',
      '</l:fel>',
      '</l:fel><l:fel><l:kod>1002</l:kod><l:beskrivning>Och mer.</l:beskrivning></l:fel>',
      fault('1001', 'Perioden är för lång.', 'Och mer.'),
    ],
    ['beside a svarspost', '</l:fel>', '</l:fel><l:svarspost/>', fault('1001', 'Perioden är för lång.')],
  ])('seed 7.3.2: kod and beskrivning, %s', (_, from, to, expected) => {
    expect(outcome(FEL.replace(from, to))).toEqual(expected);
  });

  it('architecture 8: a fel without kod is malformed', () => {
    expect(outcome(FEL.replace(/<l:kod>[^]*<\/l:kod>/, ''))).toEqual(malformed('no-kod'));
  });

  it.each([500, 200, 400])('architecture 11: a SOAP fault with status %i is 2001', (status) => {
    const body = soapFault({ faultcode: '1001', faultstring: '191212121212' });
    expect(outcome(body, status)).toEqual({ type: 'failure', failure: { kind: 'http-status', status } });
  });

  it('sources.md 2.3: lists every code, all of them errors', () => {
    const own = fk.descriptor.koder.filter(({ protokoll }) => protokoll === 'lefi-online');
    expect(own.map(({ kod, becomes }) => [kod, becomes])).toEqual([
      ['1000', 'error'],
      ['1001', 'error'],
      ['1002', 'error'],
    ]);
  });
});

describe('the simulated FK', () => {
  const ask = (parts: ExampleParts, path = '/lefi-online') =>
    arrived(lefiOnline.toRequest(question(parts), CONTEXT), path);
  const answerFor = (name: string, parts: ExampleParts = {}) => {
    const personidentitet = PERSONAS.find((p) => p.name === name)?.personidentitet ?? '';
    return textIn(simulate(fk, ask({ ...parts, general: { personidentitet } }), CONTEXT).response);
  };

  it.each([
    ['well', ['<barnbidrag>', '<bostadsbidrag>', '<utbetalning>'], ['skyddadIdentitet', '<alderspension>']],
    ['nothing', ['<utbetalningar/>'], ['<barnbidrag>']],
    ['protected', ['<skyddadIdentitet>true<'], []],
  ])('tells about persona %s', (name, present, absent) => {
    const answer = answerFor(name);
    for (const text of present) expect(answer).toContain(text);
    for (const text of absent) expect(answer).not.toContain(text);
  });

  it('answers only for the benefits that were asked for', () => {
    const answer = answerFor('well', { specifikt: asked(flags(false, { barnbidrag: true })) });
    expect(answer).toContain('<barnbidrag>');
    expect(answer).not.toContain('<bostadsbidrag>');
  });

  it('does not understand another path, or a question without all flags (seed 3.2.3)', () => {
    expect(fk.simulator.personOf(ask({}, ''))).toBeUndefined();
    const request = ask({});
    const lacking = textIn(request).replace('<fk:prognos>true</fk:prognos>', '');
    expect(fk.simulator.personOf({ ...request, body: new TextEncoder().encode(lacking) })).toBeUndefined();
  });
});
