import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PERSONAS, simulate, type AgencyResponse } from '@ssbtek/bastjanst-kit';
import {
  arrived,
  bastjanstConformance,
  exampleContext,
  exampleInquiry,
  EXAMPLE_ID,
  EXAMPLE_TOKEN,
  withBody,
  type ExampleParts,
} from '@ssbtek/bastjanst-kit/testing';
import {
  readShsMessage,
  replyLabel,
  SHS_ERROR_CODES,
  SHS_ERROR_TEXTS,
  writeErrorMessage,
  writeShsMessage,
  type ShsMessage,
  type ShsPartOut,
} from '@ssbtek/shs';
import { csn } from './index';
import { shs } from './protocol';
import { toFraga } from './to-request';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const SETTINGS = Object.fromEntries(csn.descriptor.settings.map(({ key, default: value }) => [key, value]));
const CONTEXT = exampleContext(SETTINGS);

const messageIn = ({ body, headers }: Pick<AgencyResponse, 'body' | 'headers'>): ShsMessage => {
  const read = readShsMessage(body, headers['content-type']);
  return read.kind === 'message' ? read.message : expect.fail(read.problem.info);
};
const documentIn = (message: Pick<AgencyResponse, 'body' | 'headers'>): Uint8Array =>
  messageIn(message).parts[0]?.content ?? expect.fail('no part');

bastjanstConformance(csn, { protocol: 'shs', golden: fixture('request.mime'), sent: documentIn });

describe('CSN is asked', () => {
  const xmlOf = (parts: ExampleParts = {}): string =>
    new TextDecoder().decode(toFraga(exampleInquiry(parts)));
  const texts = (xml: string, name: string): readonly string[] =>
    [...xml.matchAll(new RegExp(`<sam:${name}>([^<]*)</sam:${name}>`, 'g'))].map((m) => m[1] ?? '');
  const person = (personidentitet: string): ExampleParts => ({ general: { personidentitet } });
  const ingivare = (change: object): ExampleParts => ({
    general: { ingivare: { ...exampleInquiry().general.ingivare, ...change } },
  });
  const period = (fromDatum: string, tomDatum: string): ExampleParts => ({
    tidsperiod: { fromDatum, tomDatum },
  });

  it.each<[source: string, name: string, parts: ExampleParts, value: string]>([
    ['seed 6.2, NNNNNN-NNNN', 'Kommun', {}, '212000-2411'],
    ['seed 6.2, NNNNNN-NNNN', 'Kommun', ingivare({ organisationsnummer: '168020069582' }), '802006-9582'],
    ['seed 6.2', 'HandlaggareId', ingivare({ handlaggare: 'HL7' }), 'HL7'],
    ['seed 6.2: 12 digits', 'HushallsId', person('200001022391'), '200001022391'],
    ['seed 6.2, first two digits', 'HushallsMedlemsIdSekel', person('200001022391'), '20'],
    ['seed 6.2, first two digits', 'HushallsMedlemsIdSekel', person('189001019802'), '18'],
    ['sources.md 5 #7: ten digits, not eight', 'HushallsMedlemsId', person('200001022391'), '0001022391'],
    ['sources.md 2.0: samordningsnummer too', 'HushallsMedlemsId', person('202201612393'), '2201612393'],
    ['sources.md 2.2 (seed: ArendId)', 'ArendeId', { general: { arendeidentitet: 'AID-7' } }, 'AID-7'],
    [
      'sources.md 5 #27: CSN judges the length',
      'ArendeId',
      { general: { arendeidentitet: 'A'.repeat(32) } },
      'A'.repeat(32),
    ],
    ['sources.md 2.2, ÅÅÅÅMMDD', 'FromDatum', period('2026-01-02', '2026-02-03'), '20260102'],
    ['sources.md 2.2, ÅÅÅÅMMDD', 'TomDatum', period('2026-01-02', '2026-02-03'), '20260203'],
    ['sources.md 1.3: time zone stripped', 'FromDatum', period('2026-01-02+01:00', '2026-02-03'), '20260102'],
    ['sources.md 1.3: time zone stripped', 'TomDatum', period('2026-01-02', '2026-02-03Z'), '20260203'],
    ['seed 6.2: constant', 'SchemaVersion', {}, '1.0'],
    ['seed 6.2: constant', 'AppNamn', {}, 'SSBTEK'],
    ['seed 6.2: constant', 'AppVersion', {}, '1.0'],
  ])('%s: %s', (_, name, parts, value) => {
    expect(texts(xmlOf(parts), name)).toEqual([value]);
  });

  it.each(['SubOrgKod', 'MaxAntalSvar', 'AnropsId', 'LastDataVersion'])(
    'seed 6.2: %s is left out',
    (name) => {
      expect(xmlOf()).not.toContain(name);
    },
  );

  it.each(['Sundsvalls kommun', 'socialtjänstlagen', 'försörjningsstöd', '162021005521', 'KORRID12345'])(
    'seed 6.2: %s is not sent (ingivare.namn, personuppgiftsbitrade, syfte, lagtext, korrelationsid)',
    (value) => {
      expect(xmlOf()).not.toContain(value);
    },
  );

  it.each([
    ['an organisation number of ten digits', ingivare({ organisationsnummer: '2120002411' })],
    ['a year of five digits', period('12026-01-02', '2026-02-03')],
    ['a character that XML forbids', { general: { arendeidentitet: 'a\u0001' } }],
  ])('cannot ask with %s', (_, parts) => {
    expect(() => toFraga(exampleInquiry(parts))).toThrow();
  });

  it('sources.md 3.1: by a synchronous SHS request to and from the set addresses', () => {
    const settings = {
      SHS_FROM: 'urn:X-shs:2021005521.ssbtek',
      SHS_TO: 'urn:X-shs:1234567890',
      SHS_PRODUCT: 'urn:X-shs:11111111-2222-3333-4444-555555555555',
    };
    const request = shs.toRequest(exampleInquiry(), exampleContext(settings));
    expect(request).toMatchObject({
      method: 'POST',
      path: '',
      headers: { 'content-type': 'message/rfc822' },
    });
    const { label, parts } = messageIn(request);
    expect(label).toMatchObject({
      version: '1.2',
      txId: EXAMPLE_ID,
      corrId: exampleInquiry().inquiryId,
      transferType: 'synch',
      sequenceType: 'request',
      status: 'production',
      from: { urn: settings.SHS_FROM },
      to: { urn: settings.SHS_TO },
      product: { urn: settings.SHS_PRODUCT },
      dataParts: [{ datapartType: 'xml', filename: 'fraga.xml' }],
    });
    expect(parts.map((part) => part.content)).toEqual([Uint8Array.from(toFraga(exampleInquiry()))]);
    expect(() => shs.toRequest(exampleInquiry(), exampleContext({}))).toThrow('SHS_FROM');
  });

  it('architecture 11: the settings have defaults of the form they must have', () => {
    expect(SETTINGS).toMatchObject({ SHS_FROM: 'urn:X-shs:2021005521' });
    for (const { default: value, form } of csn.descriptor.settings)
      expect(value).toMatch(form?.pattern ?? /^$/);
  });

  it('leaves nothing personal in the label', () => {
    const { label } = messageIn(shs.toRequest(exampleInquiry(), CONTEXT));
    expect(JSON.stringify(label)).not.toMatch(/1212121212|HL123456|AID12341234|KORRID/);
  });
});

const REQUEST = messageIn(shs.toRequest(exampleInquiry(), CONTEXT)).label;
const FACTS = { self: { urn: 'urn:X-shs:0000000000' }, datetime: '2026-09-22T09:30:48' };
const partOf = (content: Uint8Array | string): ShsPartOut => ({
  content: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  contentType: 'text/xml; charset=UTF-8',
  encoding: 'binary',
});
const answerWith = (parts: readonly ShsPartOut[], change: object = {}): AgencyResponse => {
  const dataParts = parts.map(() => ({ datapartType: 'xml' }));
  const { body, contentType } = writeShsMessage(
    { ...replyLabel(REQUEST, { ...FACTS, dataParts }), ...change },
    parts,
    EXAMPLE_TOKEN,
  );
  return { status: 200, reason: 'OK', headers: { 'content-type': contentType }, body };
};
const outcomeOf = (response: AgencyResponse) => shs.toOutcome(response, exampleInquiry());
const outcome = (content: Uint8Array | string, change: object = {}) =>
  outcomeOf(answerWith([partOf(content)], change));
const malformed = (reason: string) => ({ type: 'failure', failure: { kind: 'malformed', reason } });

describe('CSN answers', () => {
  const V3 = fixture('svar-v3.xml');
  const latin1 = (xml: string): Uint8Array => Uint8Array.from(xml, (c) => c.charCodeAt(0));

  it.each(['binary', '8bit', '7bit', 'base64'] as const)(
    'seed 6.9, architecture 11: the document as decoded from %s, byte for byte',
    (encoding) => {
      const content = new TextEncoder().encode(V3.replaceAll('\n', '\r\n'));
      const result = outcomeOf(answerWith([{ ...partOf(content), encoding }]));
      expect(result).toEqual({ type: 'data', data: { form: 'binary', content } });
    },
  );

  it.each([
    ['version 4.0', V3.replaceAll('v3.0', 'v4.0')],
    ['other prefixes', V3.replaceAll('xmlns="', 'xmlns:x="').replace(/<(\/?)([A-Z])/g, '<$1x:$2')],
    ['a zero with layout', V3.replace('>0</ResultatKod>', '>\n 0 </ResultatKod>')],
    ['a byte order mark', `\uFEFF${V3}`],
    [
      'ISO-8859-1, declared',
      latin1(`<?xml version="1.0" encoding="ISO-8859-1"?>${V3.replace('rapportera', 'rapportera å')}`),
    ],
    ['no persons', V3.replace(/<Personer>[^]*<\/Personer>/, '<Personer/>')],
    ['a person without century', V3.replace(' sekel="19"', '')],
    ['a person without number', V3.replace('"1212121212"', '""')],
  ])('sources.md 2.2: reads %s', (_, document) => {
    const content = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    expect(outcome(content)).toEqual({ type: 'data', data: { form: 'binary', content } });
  });

  it('takes the charset of the part for a document that says none', () => {
    const content = latin1(V3.replace('rapportera', 'rapportera å'));
    const part = { ...partOf(content), contentType: 'text/xml; charset=ISO-8859-1' };
    expect(outcomeOf(answerWith([part])).type).toBe('data');
    expect(outcomeOf(answerWith([partOf(content)]))).toEqual(malformed('encoding'));
    expect(outcomeOf(answerWith([{ ...part, contentType: 'text/xml; charset=x-own' }]))).toEqual(
      malformed('encoding'),
    );
  });

  it.each([
    ['Ej giltigt Fromdatum'],
    ['Ej giltigt Tomdatum'],
    ['Tomdatum före Fromdatum'],
    ['Fromdatum mer än 2 månader innan dagens datum'],
    ['Tomdatum mer än 1 månad efter dagens datum'],
  ])('seed 7.3.2, 7.3.3: -1006 with the text %s, as CSN sent it', (text) => {
    expect(outcome(fixture('svar-1006.xml').replace(/Fromdatum mer .*datum(?=<)/, text))).toEqual({
      type: 'failure',
      failure: { kind: 'agency-fault', felkod: '-1006', felmeddelanden: [text] },
    });
  });

  it.each([
    ['a code that nobody documents', '-9999', 'Nytt fel', 'Nytt fel'],
    ['a code that is no number', 'FEL', 'Nytt fel', 'Nytt fel'],
    ['a documented code without text', '-1104', '', 'OSS svarar inte'],
    ['an unknown code without text', '7', '', ''],
  ])('seed 7.3.2: ResultatKod other than 0 is an error: %s', (_, kod, sent, text) => {
    const document = V3.replace('>0</ResultatKod>', `>${kod}</ResultatKod>`).replace(/Allt OK[^<]*/, sent);
    expect(outcome(document)).toEqual({
      type: 'failure',
      failure: { kind: 'agency-fault', felkod: kod, felmeddelanden: [text] },
    });
  });

  it.each([
    ['another document', V3.replaceAll('CSNSvar', 'Svar'), 'unexpected-element'],
    ['no namespace', V3.replace(/ xmlns="[^"]*"/, ''), 'unexpected-element'],
    [
      "a namespace that is none of CSN's",
      V3.replace('schema.csn.se', 'schema.example.se'),
      'unexpected-element',
    ],
    [
      "a namespace of CSN's that is not the answer's",
      V3.replace('kommunfraga', 'person'),
      'unexpected-element',
    ],
    ['no ResultatKod', V3.replace(/<ResultatKod>.*<\/ResultatKod>/, ''), 'no-resultatkod'],
    ['an empty ResultatKod', V3.replace('>0</ResultatKod>', '> </ResultatKod>'), 'no-resultatkod'],
    ['no Resultat', V3.replaceAll('Resultat>', 'Annat>'), 'no-resultatkod'],
    ['a ResultatKod elsewhere', V3.replaceAll('GemensamtSvarEkbistand', 'Gemensamt'), 'no-resultatkod'],
    ['no XML', 'tyvärr', 'not-well-formed'],
    ['an empty part', '', 'empty'],
    ['a cut document', V3.slice(0, -10), 'not-well-formed'],
    ['a DOCTYPE', `<!DOCTYPE CSNSvar SYSTEM "x">${V3}`, 'doctype'],
  ])('architecture 8: %s is malformed, never data', (_, document, reason) => {
    expect(outcome(document)).toEqual(malformed(reason));
  });

  it.each([
    ['another person', '1212121212', '9001012385'],
    ['another century', 'sekel="19"', 'sekel="20"'],
    ['a second person', '<Personer>', '<Personer><Person personnummer="9001012385" sekel="19"/>'],
    [
      'somebody else in the question it repeats',
      '<GemensamtFragaEkbistand/>',
      '<GemensamtFragaEkbistand><Hushallsmedlemmar><Hushallsmedlem><HushallsMedlemsIdSekel>19</HushallsMedlemsIdSekel>' +
        '<HushallsMedlemsId>9001012385</HushallsMedlemsId></Hushallsmedlem></Hushallsmedlemmar></GemensamtFragaEkbistand>',
    ],
  ])('is not delivered when it names %s', (_, from, to) => {
    expect(outcome(V3.replace(from, to))).toEqual(malformed('other-person'));
  });

  it.each([
    ['another corr.id (sources.md 3.1: kept)', () => outcome(V3, { corrId: 'other' }), 'other-correlation'],
    ['two data parts', () => outcomeOf(answerWith([partOf(V3), partOf(V3)])), 'not-one-part'],
    ['sequence-type event', () => outcome(V3, { sequenceType: 'event' }), 'IllegalMessageStructure'],
    ['a bare document', () => outcomeOf(withBody(answerWith([partOf(V3)]), V3)), 'IllegalMessageStructure'],
    [
      'base64 with stray characters',
      () => {
        const { body, ...response } = answerWith([{ ...partOf(V3), encoding: 'base64' }]);
        return outcomeOf(
          withBody({ body, ...response }, new TextDecoder().decode(body).replace(/(\r\n\r\nP)/, '$1@@')),
        );
      },
      'IllegalDatapartContent',
    ],
  ])('architecture 8: an SHS answer with %s is malformed', (_, run, reason) => {
    expect(run()).toEqual(malformed(reason));
  });
});

describe("CSN's SHS node refuses", () => {
  const simulated = (kod: string) =>
    simulate(csn, arrived(shs.toRequest(exampleInquiry(), CONTEXT)), { ...CONTEXT, kod }).response;

  it.each(SHS_ERROR_CODES)(
    'architecture 11: %s is its own error, as header and as administrative message',
    (code) => {
      const expected = {
        type: 'failure',
        failure: { kind: 'agency-fault', felkod: code, felmeddelanden: [SHS_ERROR_TEXTS[code]] },
      };
      expect(simulated(code)).toMatchObject({ status: 400, headers: { 'x-shs-errorcode': code } });
      expect(outcomeOf(simulated(code))).toEqual(expected);
      expect(simulated(`adm:${code}`).status).toBe(200);
      expect(messageIn(simulated(`adm:${code}`)).label.sequenceType).toBe('adm');
      expect(outcomeOf(simulated(`adm:${code}`))).toEqual(expected);
    },
  );

  it('with a text of its own', () => {
    const { body, contentType } = writeErrorMessage(
      REQUEST,
      { ...FACTS, code: 'MissingAgreement', info: 'Avtal saknas' },
      EXAMPLE_TOKEN,
    );
    expect(
      outcomeOf({ status: 200, reason: 'OK', headers: { 'content-type': contentType }, body }),
    ).toMatchObject({
      failure: { felkod: 'MissingAgreement', felmeddelanden: ['Avtal saknas'] },
    });
  });

  it.each([400, 404, 500, 503, 302, 202])('without an SHS error, status %i is only a status', (status) => {
    expect(outcomeOf({ ...answerWith([partOf(fixture('svar-v3.xml'))]), status })).toEqual({
      type: 'failure',
      failure: { kind: 'http-status', status },
    });
  });
});

describe('sources.md 2.2: the list of codes', () => {
  it('has every code, and only 0 is data', () => {
    expect(csn.descriptor.koder.map(({ kod, becomes }) => [kod, becomes])).toEqual(
      '0 -2 -1004 -1005 -1006 -1007 -1101 -1102 -1103 -1104'
        .split(' ')
        .map((kod) => [kod, kod === '0' ? 'data' : 'error']),
    );
  });
});

describe('the simulated CSN', () => {
  const answerTo = (parts: ExampleParts, kod?: string) =>
    simulate(csn, arrived(shs.toRequest(exampleInquiry(parts), CONTEXT)), {
      ...CONTEXT,
      ...(kod ? { kod } : {}),
    }).response;
  const persona = (name: string): ExampleParts => ({
    general: { personidentitet: PERSONAS.find((p) => p.name === name)?.personidentitet ?? '' },
  });
  const encodingOf = (response: AgencyResponse) =>
    messageIn(response).parts[0]?.headers.get('content-transfer-encoding');

  it.each([
    ['well', 'base64', [' sekretess=""', '<per:Arende '], []],
    ['nothing', '7bit', ['Status="Ej tr&#228;ff"'], ['<per:Arende ']],
    ['protected', 'binary', ['sekretess="Ja"'], ['Tolvan']],
  ])('tells about persona %s, in %s', (name, encoding, present, absent) => {
    const response = answerTo(persona(name));
    expect(encodingOf(response)).toBe(encoding);
    const document = new TextDecoder().decode(documentIn(response));
    for (const text of present) expect(document).toContain(text);
    for (const text of absent) expect(document).not.toContain(text);
  });

  it.each(['base64', 'binary', '8bit', '7bit'])('writes the part in %s when told to', (encoding) => {
    const response = answerTo({}, encoding);
    expect(encodingOf(response)).toBe(encoding);
    expect(outcomeOf(response).type).toBe('data');
  });

  it.each<[string, ExampleParts, string]>([
    ['31 characters of ArendeId', { general: { arendeidentitet: 'A'.repeat(31) } }, '0'],
    ['32 characters of ArendeId', { general: { arendeidentitet: 'A'.repeat(32) } }, '-1005'],
    ['a samordningsnummer, by its persona', { general: { personidentitet: '202201612393' } }, '-1004'],
    ['a period backwards', { tidsperiod: { fromDatum: '2026-09-02', tomDatum: '2026-09-01' } }, '-1006'],
  ])('sources.md 2.2: judges %s', (_, parts, kod) => {
    expect(new TextDecoder().decode(documentIn(answerTo(parts)))).toContain(
      `<ResultatKod>${kod}</ResultatKod>`,
    );
  });

  it.each([
    ['an asynchronous message', { transferType: 'asynch' }, 'IllegalMessageStructure'],
    ['a reply', { sequenceType: 'reply' }, 'IllegalMessageStructure'],
  ])('does not understand %s', (_, change, code) => {
    const { body, contentType } = writeShsMessage(
      { ...REQUEST, ...change } as typeof REQUEST,
      [partOf('<a/>')],
      EXAMPLE_TOKEN,
    );
    const request = { method: 'POST', path: '', headers: { 'content-type': contentType }, body };
    expect(csn.simulator.personOf(request)).toBeUndefined();
    expect(csn.simulator.misunderstood(request).headers['x-shs-errorcode']).toBe(code);
  });
});
