import { QUESTION_LIMITS, readXml, type XmlElement } from '@ssbtek/xml';
import { compileSchema } from '@ssbtek/xml/schema';
import { describe, expect, it } from 'vitest';
import { OPERATION, type QuestionTyp } from '../operation';
import { documentsOf, type Bench } from './bench';

/** Names in a version's WSDL (sources.md 1.2). */
export interface WsdlPlan {
  readonly binding: string;
  readonly service: string;
  readonly port: string;
  /** The operations with the name of each one's fault. */
  readonly faults: Readonly<Partial<Record<QuestionTyp, string>>>;
}

const SOAP = 'http://schemas.xmlsoap.org/wsdl/soap/';
const parse = (text: string): XmlElement => readXml(new TextEncoder().encode(text), QUESTION_LIMITS).root;
const all = (from: XmlElement): readonly XmlElement[] => [from, ...from.children.flatMap(all)];
const attribute = (element: XmlElement | undefined, name: string): string =>
  element?.attributes.get(name) ?? '';

/** The description that a version serves: names, addresses, references that lead somewhere, schemas that compile. */
export function describeWsdl({ version }: Bench, plan: WsdlPlan): void {
  const address = `https://ssbtek.example:8443/ssbtek/${version.name}`;
  const wsdl = parse(version.wsdl(address));
  const elements = (local: string): readonly XmlElement[] => all(wsdl).filter((e) => e.local === local);
  const named = (local: string): readonly string[] =>
    elements(local)
      .map((e) => attribute(e, 'name'))
      .filter(Boolean);
  const operations = Object.keys(plan.faults).map((typ) => OPERATION[typ as QuestionTyp]);

  describe('the WSDL (sources.md 1.1, 1.2)', () => {
    it('has the names of the contract', () => {
      expect(attribute(wsdl, 'targetNamespace')).toBe(version.namespaces[0]);
      expect(named('portType')).toEqual(['BastjanstInformationInterface']);
      expect(named('binding')).toEqual([plan.binding]);
      expect(named('service')).toEqual([plan.service]);
      expect(named('port')).toEqual([plan.port]);
      expect([...new Set(named('operation'))]).toEqual(operations);
      expect([...new Set(named('fault'))]).toEqual(Object.values(plan.faults));
    });

    it('is document/literal over HTTP with an empty soapAction', () => {
      const ofSoap = (local: string) => elements(local).filter((e) => e.uri === SOAP);
      const attributes = (local: string, name: string) => [
        ...new Set(ofSoap(local).map((e) => attribute(e, name))),
      ];
      expect(attributes('binding', 'style')).toEqual(['document']);
      expect(attributes('binding', 'transport')).toEqual(['http://schemas.xmlsoap.org/soap/http']);
      expect(attributes('operation', 'soapAction')).toEqual(['']);
      expect(attributes('body', 'use')).toEqual(['literal']);
      expect(attributes('fault', 'use')).toEqual(['literal']);
      expect(attributes('address', 'location')).toEqual([address]);
      expect(['operation', 'body', 'fault'].map((local) => ofSoap(local).length)).toEqual(
        [1, 2, 1].map((count) => count * operations.length),
      );
    });

    it('refers only to what it declares and to elements of the schema', () => {
      const [schema = ''] = Object.values(documentsOf(version.files, version.namespaces[0] ?? ''));
      const declared = parse(schema)
        .children.filter((e) => e.local === 'element')
        .map((e) => `ssbt:${attribute(e, 'name')}`);
      expect(elements('part').map((e) => attribute(e, 'element'))).toEqual(declared);
      const messages = named('message').map((name) => `ssbt:${name}`);
      const used = elements('portType')
        .flatMap(all)
        .map((e) => attribute(e, 'message'));
      expect(used.filter(Boolean)).toEqual(messages);
      expect(messages).toHaveLength(3 * operations.length);
    });

    it('takes any address as it is', () => {
      const odd = `http://127.0.0.1:8080/ssbtek/${version.name}?a=$&b="1"`;
      const found = all(parse(version.wsdl(odd))).find((e) => e.local === 'address');
      expect(attribute(found, 'location')).toBe(odd);
    });

    it('leads to schema documents that the version serves below the address, and they to each other', () => {
      const reached = elements('import').map(
        (e) => new URL(attribute(e, 'schemaLocation'), `${address}?wsdl`).href,
      );
      expect(reached.length).toBeGreaterThan(0);
      const served = Object.keys(version.files).map((file) => `${address}/${file}`);
      expect(served).toEqual(expect.arrayContaining(reached));
      for (const text of Object.values(version.files)) {
        const imports = all(parse(text)).filter((e) => e.local === 'import' || e.local === 'include');
        expect(imports.every((e) => attribute(e, 'schemaLocation') in version.files)).toBe(true);
      }
    });

    it.each(Object.keys(version.files))('%s compiles', (file) => {
      const text = version.files[file] ?? '';
      compileSchema({ [file]: text, ...version.files }).dispose();
      const root = parse(text);
      const unqualified = ['skv_beskattningsuppgifter.xsd', 'miv_ssbtek_1.xsd'].includes(file);
      expect(attribute(root, 'elementFormDefault')).toBe(unqualified ? 'unqualified' : 'qualified');
      expect(['', 'unqualified']).toContain(attribute(root, 'attributeFormDefault'));
    });
  });
}
