import { FAULT } from '@ssbtek/contract';
import { QUESTION_LIMITS, readXml } from '@ssbtek/xml';
import { describe, expect, it } from 'vitest';
import { buildVersion } from './build-version';
import type { VersionSpec } from './spec';
import { QuestionRefused, type Question } from './version';
import { xmlSvar } from './write/svar';

const NS = 'http://schema.forsakringskassan.se/integration/ssbt/99';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS}" elementFormDefault="qualified">
  <xs:element name="testaBastjanstInformation"/></xs:schema>`;
const spec: VersionSpec = {
  name: 'v99',
  namespaces: [{ uri: NS, schema: 'v99.xsd' }],
  operations: ['fraga', 'test'],
  kalla: { BT: 'BT', SSBTEK: 'SSBT' },
  bastjanster: [{ kod: 'af', element: 'AF', writeSvar: xmlSvar }],
  wsdl: '',
  files: { 'v99.xsd': schema },
};
const question: Question = {
  typ: 'fraga',
  namespace: NS,
  general: {
    ingivare: { organisationsnummer: '', namn: '', handlaggare: '' },
    personidentitet: '',
    arendeidentitet: '',
    syfte: '',
    lagtext: '',
  },
  fragor: {},
};

const version = buildVersion(spec);
const { bare } = version;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const testa = `<a:testaBastjanstInformation xmlns:a="${NS}"/>`;
const rootOf = (bytes: Uint8Array) => readXml(bytes, QUESTION_LIMITS).root;

describe('a version without envelopes (sources.md 3.2)', () => {
  it('is the same version otherwise', () => {
    expect([bare.name, bare.namespaces, bare.koder]).toEqual([
      version.name,
      version.namespaces,
      version.koder,
    ]);
    expect(bare.bare).toBe(bare);
  });

  it('reads what stands in the body of an envelope', () => {
    const envelope = `<s:Envelope xmlns:s="${SOAP}"><s:Body>${testa}</s:Body></s:Envelope>`;
    expect(bare.readQuestion(utf8(testa))).toEqual(version.readQuestion(utf8(envelope)));
  });

  it.each([
    ['an envelope', `<s:Envelope xmlns:s="${SOAP}"><s:Body>${testa}</s:Body></s:Envelope>`, undefined],
    ['another element', '<annat/>', undefined],
    ['another namespace', testa.replace('99', '98'), undefined],
    ['no XML', 'x', undefined],
    ['a DOCTYPE', `<!DOCTYPE a>${testa}`, undefined],
    ['another charset', testa, 'utf-16le'],
  ])('refuses %s', (_, document, charset) => {
    expect(() => bare.readQuestion(utf8(document), charset)).toThrow(QuestionRefused);
  });

  it('heeds the charset', () => {
    const latin1 = Uint8Array.from(`<!-- \u00e5 -->${testa}`, (character) => character.charCodeAt(0));
    expect(() => bare.readQuestion(latin1)).toThrow(/teckenkodning/);
    expect(bare.readQuestion(latin1, 'iso-8859-1')).toMatchObject({ typ: 'test' });
  });

  it('writes the answer that an envelope would hold', () => {
    const [answer, whole] = [bare, version].map((one) =>
      text(one.writeAnswer(question, { inquiryId: '', outcomes: [] })),
    );
    expect(answer).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><ssbt:hamtaBastjanstInformationResponse /,
    );
    expect(whole).toContain(`<soap:Body>${answer?.replace(/^<\?.*?\?>/, '')}</soap:Body>`);
  });

  it.each(['fraga', 'test'] as const)('writes the fault that an envelope would hold: %s', (typ) => {
    const fault = { fel: FAULT.invalid, hint: 'a < b' };
    const [alone, whole] = [bare, version].map((one) => text(one.writeFault(fault, NS, typ)));
    const { local, uri, children } = rootOf(utf8(alone ?? ''));
    expect([local, uri]).toEqual([`${typ === 'test' ? 'testa' : 'hamta'}BastjanstInformationFault`, NS]);
    expect(children.map((child) => child.text)).toEqual(['1001', FAULT.invalid.felmeddelande, 'a < b']);
    expect(whole).toContain(`<detail>${alone?.replace(/^<\?.*?\?>/, '')}</detail>`);
  });
});
