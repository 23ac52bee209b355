import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { XmlRefused } from './refused';
import { compileSchema } from './schema';

const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
const MAIN = `<xs:schema ${XS} targetNamespace="urn:t" xmlns="urn:t" xmlns:g="urn:g" elementFormDefault="qualified">
  <xs:include schemaLocation="types.xsd"/>
  <xs:import namespace="urn:g" schemaLocation="general.xsd"/>
  <xs:element name="fraga"><xs:complexType>
    <xs:sequence>
      <xs:element name="person" type="Person" maxOccurs="unbounded"/>
      <xs:element name="antal" type="xs:int" minOccurs="0"/>
      <xs:element name="kort" type="Kort" minOccurs="0"/>
      <xs:element name="tom" minOccurs="0"><xs:complexType/></xs:element>
      <xs:element name="val" minOccurs="0"><xs:simpleType><xs:union memberTypes="xs:int xs:date"/></xs:simpleType></xs:element>
      <xs:element ref="g:allmant" minOccurs="0"/>
      <xs:element name="any" minOccurs="0"><xs:complexType><xs:sequence><xs:any processContents="strict"/></xs:sequence></xs:complexType></xs:element>
    </xs:sequence>
    <xs:attribute name="version" type="xs:int" use="required"/>
  </xs:complexType><xs:unique name="en"><xs:selector xpath="*"/><xs:field xpath="@id"/></xs:unique></xs:element>
</xs:schema>`;
const TYPES = `<xs:schema ${XS} targetNamespace="urn:t"><xs:simpleType name="Person"><xs:restriction base="xs:token"><xs:pattern value="[0-9]{12}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Kort"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType></xs:schema>`;
const GENERAL = `<xs:schema ${XS} targetNamespace="urn:g"><xs:element name="allmant" type="xs:date"/></xs:schema>`;
const DOCUMENTS = { 'main.xsd': MAIN, 'types.xsd': TYPES, 'general.xsd': GENERAL };

const schema = compileSchema(DOCUMENTS);
afterAll(() => schema.dispose());

const OK = '<person>191212121212</person>';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const fraga = (content: string, attributes = 'version="1"') =>
  `<fraga xmlns="urn:t" ${attributes}>${content}</fraga>`;
const SECRET = 'Hemlig191212121212';

function refusalOf(xml: string, by = schema): XmlRefused | undefined {
  try {
    by.validate(xml);
  } catch (error) {
    if (error instanceof XmlRefused) return error;
    throw error;
  }
  return undefined;
}

describe('a schema of several documents', () => {
  it.each([
    fraga(OK),
    fraga(
      `${OK}<antal>3</antal><kort>abc</kort><tom/><val>2024-01-01</val><g:allmant xmlns:g="urn:g">2024-01-01</g:allmant>`,
    ),
    `<?xml version="1.0" encoding="ISO-8859-1"?>${fraga(`${OK}<kort>åäö</kort>`)}`,
  ])('lets in what follows it', (xml) => {
    expect(refusalOf(xml)).toBeUndefined();
  });

  it.each([
    ['wrong root', `<${SECRET}/>`, undefined, 'wrong root element'],
    ['wrong namespace', fraga(OK).replace('urn:t', 'urn:x'), 'fraga', 'wrong root element'],
    ['element unknown', fraga(`${OK}<${SECRET}/>`), undefined, 'element not expected here'],
    [
      'element in the wrong place',
      fraga(`${OK}<kort>a</kort><antal>1</antal>`),
      'antal',
      'element not expected here',
    ],
    ['element missing', fraga(''), 'fraga', 'missing child element'],
    ['element inside text', fraga('<person><x/></person>'), 'person', 'element not expected here'],
    [
      'element unknown to a wildcard',
      fraga(`${OK}<any><${SECRET}/></any>`),
      undefined,
      'element not expected here',
    ],
    ['text between', fraga(`${SECRET}${OK}`), 'fraga', 'text not expected here'],
    ['text where nothing may be', fraga(`${OK}<tom>${SECRET}</tom>`), 'tom', 'text not expected here'],
    ['pattern', fraga(`<person>${SECRET}</person>`), 'person', "value breaks the type's rule (pattern)"],
    ['length', fraga(`${OK}<kort>${SECRET}</kort>`), 'kort', "value breaks the type's rule (maxLength)"],
    ['built-in type', fraga(`${OK}<antal>${SECRET}</antal>`), 'antal', "value breaks the type's rule"],
    ['union', fraga(`${OK}<val>${SECRET}</val>`), 'val', "value breaks the type's rule"],
    [
      'imported type',
      fraga(`${OK}<g:allmant xmlns:g="urn:g">${SECRET}</g:allmant>`),
      'allmant',
      "value breaks the type's rule",
    ],
    ['attribute missing', fraga(OK, ''), 'fraga', 'attribute missing'],
    ['attribute unknown', fraga(OK, `version="1" ${SECRET}="${SECRET}"`), 'fraga', 'attribute not allowed'],
    ['attribute value', fraga(OK, `version="${SECRET}"`), 'fraga', "value breaks the type's rule"],
    ['nil', fraga(`<person ${XSI} xsi:nil="true"/>`), 'person', 'element may not be nil'],
    [
      'xsi:type unknown',
      fraga(`<person ${XSI} xsi:type="${SECRET}">1</person>`),
      'person',
      'type given with xsi:type not allowed',
    ],
    [
      'xsi:type of another family',
      fraga(`<person ${XSI} ${XS} xsi:type="xs:int">1</person>`),
      'person',
      'type given with xsi:type not allowed',
    ],
    [
      'value that reads like a message',
      fraga(`${OK}<antal>': This element is not expected. ${SECRET}</antal>`),
      'antal',
      "value breaks the type's rule",
    ],
    [
      'value of many lines',
      fraga(`${OK}<antal>\n\n${SECRET}\n</antal>`),
      'antal',
      "value breaks the type's rule",
    ],
    [
      'the first of several',
      fraga(`<person>${SECRET}</person><kort>${SECRET}</kort>`),
      'person',
      "value breaks the type's rule (pattern)",
    ],
    [
      'XInclude',
      fraga('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="x"/>'),
      undefined,
      'element not expected here',
    ],
  ])('refuses %s and quotes nothing', (_, xml, element, rule) => {
    const refusal = refusalOf(xml);
    expect(refusal).toMatchObject({ reason: 'schema', rule });
    expect(refusal?.element).toBe(element);
    expect(JSON.stringify({ ...refusal, message: refusal?.message, stack: refusal?.stack })).not.toContain(
      SECRET,
    );
  });

  it('tells the rule of uniqueness', () => {
    const unique = compileSchema({
      'u.xsd': `<xs:schema ${XS}><xs:element name="r"><xs:complexType><xs:sequence><xs:element name="e" type="xs:string" maxOccurs="9"/></xs:sequence></xs:complexType><xs:unique name="k"><xs:selector xpath="e"/><xs:field xpath="."/></xs:unique></xs:element></xs:schema>`,
    });
    expect(refusalOf(`<r><e>${SECRET}</e><e>${SECRET}</e></r>`, unique)).toMatchObject({
      element: 'e',
      rule: 'value breaks a rule of uniqueness or reference',
    });
    unique.dispose();
  });

  it('answers for a document full of mistakes with the first', () => {
    expect(refusalOf(fraga(`<person>${SECRET}</person>`.repeat(5_000)))?.element).toBe('person');
  });

  it.each([
    ['not XML', 'text', 'not-well-formed'],
    ['nothing', '', 'not-well-formed'],
  ])('refuses %s', (_, xml, reason) => {
    expect(refusalOf(xml)?.reason).toBe(reason);
  });

  it('loads no schema that a document names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'));
    const file = join(folder, 'x.xsd');
    writeFileSync(file, `<xs:schema ${XS} targetNamespace="urn:x"><xs:element name="x"/></xs:schema>`);
    const named = (location: string) =>
      fraga(
        `${OK}<any><x xmlns="urn:x"/></any>`,
        `version="1" ${XSI} xsi:schemaLocation="urn:x ${location}"`,
      );
    for (const location of [file, `file://${file}`, 'schema:///1/types.xsd']) {
      expect(refusalOf(named(location))?.rule).toBe('element not expected here');
    }
    rmSync(folder, { recursive: true });
  });
});

describe('compiling a schema', () => {
  it.each([
    ['without documents', {}, 'at least one document'],
    ['with an include missing', { 'main.xsd': MAIN, 'general.xsd': GENERAL }, 'missing: types.xsd'],
    ['with an import missing', { 'main.xsd': MAIN, 'types.xsd': TYPES }, 'missing: general.xsd'],
    ['that is not XML', { 'main.xsd': 'x' }, ''],
    ['that is not a schema', { 'main.xsd': '<a/>' }, ''],
    [
      'with a type nobody defines',
      { 'm.xsd': `<xs:schema ${XS}><xs:element name="a" type="b"/></xs:schema>` },
      '',
    ],
  ])('fails %s', (_, documents, message) => {
    expect(() => compileSchema(documents)).toThrow(message);
  });

  it('keeps schemas with the same file names apart', () => {
    const other = compileSchema({ ...DOCUMENTS, 'types.xsd': TYPES.replace('{12}', '{2}') });
    expect(refusalOf(fraga('<person>12</person>'), other)).toBeUndefined();
    expect(refusalOf(fraga('<person>12</person>'))?.element).toBe('person');
    other.dispose();
  });
});
