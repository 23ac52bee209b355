import { readFileSync } from 'node:fs';
import type { AgencyProtocol, AgencyResponse } from '@ssbtek/bastjanst-kit';
import { EXAMPLE_TOKEN, exampleContext, exampleInquiry } from '@ssbtek/bastjanst-kit/testing';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { FORMANER } from '@ssbtek/contract';
import type { AgencyInquiry, Specifikt } from '@ssbtek/core';
import { writeShsMessage, type ShsLabel } from '@ssbtek/shs';
import type { Reader } from './measure';
import { LARGE_SHAPES, repeated, SHAPES, type Shape } from './shapes';

type Entry = readonly [name: string, size: number, reader: Reader];

const SIZE = 300_000;
const fixture = (kod: string, name: string): string =>
  readFileSync(new URL(`../../../libs/bastjanster/${kod}/fixtures/${name}.xml`, import.meta.url), 'utf8');

function protocolOf(kod: string, name: string): AgencyProtocol {
  const bastjanst = BASTJANSTER.find(({ descriptor }) => descriptor.kod === kod);
  const protocol = bastjanst?.protocols.find((p) => p.name === name);
  if (!protocol) throw new Error(`no ${name} of ${kod}`);
  return protocol;
}

const answer = (body: Uint8Array | string, more: Partial<AgencyResponse> = {}): AgencyResponse => ({
  status: 200,
  reason: 'OK',
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: typeof body === 'string' ? Buffer.from(body) : body,
  ...more,
});

/** Where an agency's answer in XML has its data: an end tag in front of which more can stand. */
const XML_ANSWERS: ReadonlyArray<readonly [kod: string, protocol: string, fixture: string, before: RegExp]> =
  [
    ['af', 'soap', 'svar', /<\/(?:\w+:)?SvarMeddelande>/],
    ['af', 'soap', 'fel', /<\/(?:\w+:)?SvarMeddelande>/],
    ['fk', 'lefi-online', 'svar-lefi-online', /<\/(?:\w+:)?svarspost>/],
    ['fk', 'lefi-online', 'fel-lefi-online', /<\/(?:\w+:)?fel>/],
    ['miv', 'soap', 'svar', /<\/response>/],
    ['miv', 'soap', 'fel', /<\/(?:\w+:)?SSBTEKSoapException>/],
    ['skv', 'soap', 'fel-soap', /<\/(?:\w+:)?Exception>/],
    ['so', 'soap', 'svar', /<\/(?:\w+:)?GetUnemploymentBenefitPaymentResponse>/],
    ['so', 'soap', 'fel', /<\/faultstring>/],
    ['tns', 'soap', 'svar', /<\/(?:\w+:)?HamtaUppgifterResponse>/],
    ['tns', 'soap', 'fel', /<\/(?:\w+:)?HamtaUppgifterResponse>/],
  ];

const xmlAnswer = (kod: string, protocol: string, name: string, before: RegExp, shape: Shape): Reader => {
  const text = fixture(kod, name);
  if (!before.test(text)) throw new Error(`${kod} ${name} has no such place`);
  return (size) => {
    const response = answer(text.replace(before, (tag) => shape(size) + tag));
    return () => protocolOf(kod, protocol).toOutcome(response, exampleInquiry());
  };
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** SKV's document stands escaped inside another one. */
const skvAnswer =
  (shape: Shape): Reader =>
  (size) => {
    const text = fixture('skv', 'svar-soap').replace(
      /(<svar>)[^]*(<\/svar>)/,
      (_, open: string, close: string) =>
        `${open}${escaped(`<?xml version="1.0"?><S><PersonuppgiftLista><P>${shape(size / 3)}</P></PersonuppgiftLista></S>`)}${close}`,
    );
    return () => protocolOf('skv', 'soap').toOutcome(answer(text), exampleInquiry());
  };

const LABEL: ShsLabel = {
  version: '1.2',
  txId: 't',
  corrId: exampleInquiry().inquiryId,
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'reply',
  status: 'test',
  from: { urn: 'urn:X-shs:0000000000' },
  product: { urn: 'urn:X-shs:00000000-0000-4000-8000-000000000001' },
  meta: [],
  datetime: 'd',
  contentId: 'c',
  dataParts: [{ datapartType: 'xml' }],
};

/** CSN's document stands in an SHS message. */
const csnAnswer =
  (shape: Shape, encoding: 'binary' | 'base64'): Reader =>
  (size) => {
    const document = fixture('csn', 'svar-v3').replace('</Person>', () => `${shape(size)}</Person>`);
    const part = { content: Buffer.from(document), contentType: 'text/xml; charset=UTF-8', encoding };
    const { body, contentType } = writeShsMessage(LABEL, [part], EXAMPLE_TOKEN);
    const response = answer(body, { headers: { 'content-type': contentType } });
    return () => protocolOf('csn', 'shs').toOutcome(response, exampleInquiry());
  };

const JSON_SHAPES: Readonly<Record<string, (size: number) => string>> = {
  'many names': (size) => `{${repeated((n) => `"a${n}":1,`, size)}"b":1}`,
  'one name again': (size) => `{${repeated('"a":1,', size)}"b":1}`,
  'many firms': (size) => `{"foretag":[${repeated('{"foretagId":"5565866996"},', size)}{}]}`,
  'a number of many characters': (size) => `{"identitet":"${' -'.repeat(size / 2)}"}`,
  'a firm of many characters': (size) => `{"foretag":{"foretagId":"${' '.repeat(size)}x"}}`,
  'many persons': (size) =>
    `{"formansinformation":{"generellPersoninformation":[${repeated('{"personnummer":"191212121212"},', size)}{}]}}`,
  deep: (size) => `{"a":${'['.repeat(size / 2)}${']'.repeat(size / 2)}}`,
  'a long text': (size) => `{"a":"${'\\"'.repeat(size / 2)}"}`,
  'no JSON': (size) => '{"a":'.repeat(size / 5),
  'a long message': (size) => `{"meddelande":"${'\\u0000å'.repeat(size / 8)}"}`,
  'a message of white space': (size) => `{"meddelande":"x${' '.repeat(size)}x"}`,
};

const jsonAnswer =
  (kod: string, protocol: string, make: (size: number) => string, status: number): Reader =>
  (size) => {
    const response = answer(make(size), { status, headers: { 'content-type': 'application/json' } });
    return () => protocolOf(kod, protocol).toOutcome(response, exampleInquiry());
  };

/** Of the shapes, what an agency's own code looks at; the gate in front of all of them is measured with every one. */
const LOOKED_AT = ['one long run of white space', 'many elements', 'many namespaces, and rows that declare'];
const SOAP_SHAPES = Object.entries({ ...SHAPES, ...LARGE_SHAPES }).filter(([name]) =>
  LOOKED_AT.includes(name),
);

/** Every agency's answers and errors. */
export const agencyReaders: readonly Entry[] = [
  ...XML_ANSWERS.flatMap(([kod, protocol, name, before]) =>
    SOAP_SHAPES.map(([shapeName, shape]): Entry => [
      `${kod}, ${name}: ${shapeName}`,
      SIZE,
      xmlAnswer(kod, protocol, name, before, shape),
    ]),
  ),
  ...SOAP_SHAPES.map(([name, shape]): Entry => [`skv, svar-soap: ${name}`, SIZE, skvAnswer(shape)]),
  ...SOAP_SHAPES.map(([name, shape]): Entry => [`csn: ${name}`, SIZE, csnAnswer(shape, 'binary')]),
  ['csn, base64: one long text', SIZE, csnAnswer(SHAPES['one long text'] as Shape, 'base64')],
  [
    'fk, lefi-online: svarspost that bind a prefix each otherwise',
    SIZE,
    xmlAnswer('fk', 'lefi-online', 'svar-lefi-online', /<\/(?:\w+:)?fragasvar>/, (size) =>
      repeated((n) => `<svarspost xmlns="urn:s" xmlns:p="urn:${n}"><p:a/></svarspost>`, size),
    ),
  ],
  [
    'af: many Svar',
    SIZE,
    xmlAnswer('af', 'soap', 'svar', /<\/(?:\w+:)?SvarMeddelande>/, (size) => repeated('<af:Fraga/>', size)),
  ],
  [
    'tns: many felresultat',
    SIZE,
    xmlAnswer('tns', 'soap', 'fel', /<\/(?:\w+:)?HamtaUppgifterResponse>/, (size) =>
      repeated(
        '<felresultat xmlns="http://schema.transportstyrelsen.se/ssbtek/hamtauppgifterresponder/1"><feltext> x </feltext></felresultat>',
        size,
      ),
    ),
  ],
  ...[
    ['fk', 'lefi-rest'],
    ['skv', 'beskattning'],
  ].flatMap(([kod = '', protocol = '']) =>
    Object.entries(JSON_SHAPES).flatMap(([name, make]): readonly Entry[] => [
      [`${kod}, ${protocol}: ${name}`, SIZE, jsonAnswer(kod, protocol, make, 200)],
      [`${kod}, ${protocol}, status 400: ${name}`, SIZE, jsonAnswer(kod, protocol, make, 400)],
    ]),
  ),
];

const SPECIFIKT: Readonly<Record<string, (size: number) => Specifikt>> = {
  'lefi-online': () => ({
    typ: 'formansforteckning',
    formaner: Object.fromEntries(FORMANER.map((f) => [f, true])),
  }),
  'lefi-rest': (size) => ({
    typ: 'lefi',
    version: 'v9',
    aktorsid: 'å'.repeat(200),
    fraga: Buffer.from('x'.repeat(size)).toString('base64'),
  }),
  beskattning: (size) => ({
    typ: 'beskattning',
    ar: Array.from({ length: size / 5 }, () => 2025),
    delar: ['skattekonto'],
  }),
};

/** A question whose every free text is of this kind. */
function inquiryWith(text: string, specifikt: Specifikt | undefined): AgencyInquiry {
  const general = {
    korrelationsid: text,
    ingivare: { organisationsnummer: '162120002411', namn: text, handlaggare: text },
    arendeidentitet: text,
    syfte: text,
    lagtext: text,
  };
  return exampleInquiry({ general, ...(specifikt && { specifikt }) });
}

const TEXTS: Readonly<Record<string, (size: number) => string>> = {
  'free texts of references': (size) => '&<>"\r'.repeat(size / 5),
  'free texts of white space': (size) => `x${' \n'.repeat(size / 2)}x`,
  // What the boundary of an SHS message was searched among, once.
  'free texts of boundaries': (size) => repeated((n) => `----=_SHS_${n}\n`, size),
};

/** Every agency's question. */
export const agencyWriters: readonly Entry[] = BASTJANSTER.flatMap(({ descriptor, protocols }) =>
  protocols.flatMap((protocol) =>
    Object.entries(TEXTS).map(([name, text]): Entry => [
      `${descriptor.kod}, ${protocol.name}: ${name}`,
      100_000,
      (size) => {
        const settings = Object.fromEntries(
          descriptor.settings.map(({ key, default: value }) => [key, value]),
        );
        const inquiry = inquiryWith(text(size), SPECIFIKT[protocol.name]?.(size));
        const context = exampleContext(settings);
        return () => protocol.toRequest(inquiry, context, protocol.delar?.(inquiry)[0]);
      },
    ]),
  ),
);
