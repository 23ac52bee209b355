import { describe, expect, it } from 'vitest';
import { ADDRESS_PLACEHOLDER, buildVersion } from './build-version';
import type { VersionSpec } from './spec';
import { AnswerWriter } from './write/answer-writer';
import { base64Svar, xmlSvar } from './write/svar';

const NS = 'http://schema.forsakringskassan.se/integration/ssbt/99';
const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS}" elementFormDefault="qualified">
  <xs:element name="hamtaBastjanstInformation"/></xs:schema>`;

const spec: VersionSpec = {
  name: 'v99',
  namespaces: [{ uri: NS, schema: 'v99.xsd' }],
  operations: ['fraga'],
  kalla: { BT: 'BT', SSBTEK: 'SSBT' },
  bastjanster: [
    { kod: 'fk', element: 'FK', writeSvar: base64Svar('lefiJsonSvar') },
    { kod: 'af', element: 'AF', writeSvar: xmlSvar },
  ],
  wsdl: `<a schemaLocation="v99.xsd" location="${ADDRESS_PLACEHOLDER}"/>`,
  files: { 'v99.xsd': schema },
};

const question = {
  typ: 'fraga' as const,
  namespace: NS,
  general: {
    ingivare: { organisationsnummer: '', namn: '', handlaggare: '' },
    personidentitet: '',
    arendeidentitet: '',
    syfte: '',
    lagtext: '',
  },
  fragor: Object.fromEntries(
    ['af', 'fk'].map((kod) => [
      kod,
      { tidsperiod: { fromDatum: '', tomDatum: '' }, specifikt: { typ: 'ingen' } as const },
    ]),
  ),
};

describe('a version made of its particulars', () => {
  const version = buildVersion(spec);

  it('answers in its namespace, its order, its elements and its word for itself', () => {
    const answer = version.writeAnswer(question, {
      inquiryId: 'x',
      outcomes: [
        { kod: 'af', outcome: { type: 'failure', failure: { kind: 'timeout' } } },
        {
          kod: 'fk',
          outcome: { type: 'data', data: { form: 'binary', content: new TextEncoder().encode('{}') } },
        },
      ],
    });
    expect(new TextDecoder().decode(answer)).toContain(
      `<ssbt:hamtaBastjanstInformationResponse xmlns:ssbt="${NS}"><ssbt:svarsdata>` +
        '<ssbt:FK><ssbt:data><ssbt:lefiJsonSvar>e30=</ssbt:lefiJsonSvar></ssbt:data></ssbt:FK>' +
        '<ssbt:AF><ssbt:error><ssbt:kalla>SSBT</ssbt:kalla><ssbt:felkod>2000</ssbt:felkod>',
    );
  });

  it('serves its WSDL with the address and its files below the name', () => {
    expect(version.wsdl('http://a/?b&c=$&')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<a schemaLocation="v99/v99.xsd" location="http://a/?b&amp;c=$&amp;"/>\n',
    );
  });

  it('lets bugs pass instead of calling them the caller’s', () => {
    const broken = buildVersion({ ...spec, namespaces: [{ uri: NS, schema: 'missing.xsd' }] });
    const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><hamtaBastjanstInformation xmlns="${NS}"/></s:Body></s:Envelope>`;
    expect(() => broken.readQuestion(new TextEncoder().encode(envelope))).toThrow(/^no schema document/);
    expect(() => broken.warm()).toThrow(/^no schema document/);
    expect(() => version.readQuestion(new TextEncoder().encode(envelope))).toThrow(
      /without generellaFrageparametrar/,
    );
  });

  it('needs a namespace', () => {
    expect(() => buildVersion({ ...spec, namespaces: [] })).toThrow(/v99 has no namespace/);
  });
});

describe('the writer', () => {
  it('takes base64 from a view into a larger buffer', () => {
    const writer = new AnswerWriter(NS, spec.kalla);
    writer.base64('svar', new TextEncoder().encode('xxabcyy').subarray(2, 5));
    expect(new TextDecoder().decode(writer.finish())).toBe('<ssbt:svar>YWJj</ssbt:svar>');
  });

  it('writes a declaration once even when it is handed over twice', () => {
    const writer = new AnswerWriter(NS, spec.kalla);
    const declarations = [
      ['p', 'urn:1'],
      ['xml', 'urn:x'],
      ['p', 'urn:2'],
    ] as const;
    writer.cutting('data', { declarations, content: new Uint8Array() });
    expect(new TextDecoder().decode(writer.finish())).toBe('<ssbt:data xmlns:p="urn:2"></ssbt:data>');
  });
});
