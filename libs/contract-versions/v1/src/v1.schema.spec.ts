import { FORMANER, FORMANSINFORMATION_NS } from '@ssbtek/contract';
import { child, readXml, QUESTION_LIMITS, type XmlElement } from '@ssbtek/xml';
import { describeAnswerSchema } from '@ssbtek/contract-version/testing';
import { describe, expect, it } from 'vitest';
import { bench, V1, V1_WSDL } from './testing/bench';
import { v1 } from './v1';

const parse = (text: string): XmlElement => readXml(new TextEncoder().encode(text), QUESTION_LIMITS).root;
const all = (from: XmlElement): readonly XmlElement[] => [from, ...from.children.flatMap(all)];
const attribute = (element: XmlElement | undefined, name: string): string =>
  element?.attributes.get(name) ?? '';

describe('the schema', () => {
  it.each([
    ['sammansatt_bastjanst_v1.xsd', V1],
    ['sammansatt_bastjanst_v1_SSBTEK.xsd', V1_WSDL],
    ['hamtaformansinformation_1.xsd', FORMANSINFORMATION_NS],
  ])('%s describes %s', (file, namespace) => {
    expect(attribute(parse(v1.files[file] ?? ''), 'targetNamespace')).toBe(namespace);
  });

  it('has the 27 flags in order (seed appendix b)', () => {
    const type = child(parse(v1.files['hamtaformansinformation_1.xsd'] ?? ''), 'complexType');
    const flags = (type ? all(type) : []).filter((e) => e.local === 'element');
    expect(flags.map((e) => attribute(e, 'name'))).toEqual(FORMANER);
    expect(new Set(flags.map((e) => attribute(e, 'type')))).toEqual(new Set(['xs:boolean']));
  });
});

describeAnswerSchema(bench, { kallor: ['BT', 'SSBTEK', 'SSBT'] });
