import { failed } from '@ssbtek/core';
import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';
import { canonicalCutting, cutFrom, data, xml } from './svar';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** [what is awkward, the agency's element, a prefix that occurs in a value]. OURS stands for the answer's namespace. */
const AWKWARD: ReadonlyArray<readonly [title: string, document: string, prefixInValue?: string]> = [
  ['nothing', '<a/>'],
  ['white space alone', '<a> \n </a>'],
  ['white space and comments around the outermost elements', '<a> <!-- x --> <b>1</b>\n<!-- y --></a>'],
  ['a prefix declared further out', '<p:a xmlns:p="urn:p"><p:b>1</p:b></p:a>'],
  ['a default namespace declared further out', '<a xmlns="urn:a"><b>1</b></a>'],
  ['no namespace at all (SKV, MIV: sources.md 1.1)', '<p:a xmlns:p="urn:p"><svar>1</svar></p:a>'],
  ['no namespace inside a default one', '<a xmlns="urn:a"><svar xmlns="">1</svar></a>'],
  ['a default namespace that is undone further out', '<a xmlns="urn:a"><b xmlns="">1</b></a>'],
  ['our prefix for something else', '<ssbt:a xmlns:ssbt="urn:other"><ssbt:b>1</ssbt:b></ssbt:a>'],
  [
    'our prefix and the next choice',
    '<ssbt:a xmlns:ssbt="urn:1" xmlns:ssbt1="urn:2"><ssbt1:b/><ssbt:c/></ssbt:a>',
  ],
  ['our prefix for the same namespace', '<ssbt:a xmlns:ssbt="OURS"><ssbt:b>1</ssbt:b></ssbt:a>'],
  ['our prefix redeclared inside', '<a><ssbt:b xmlns:ssbt="urn:x"><ssbt:c/></ssbt:b></a>'],
  ['the envelope’s prefix for something else', '<soap:a xmlns:soap="urn:soap"><soap:b>1</soap:b></soap:a>'],
  ['xsi:type with a prefix from further out', `<a xmlns:t="urn:t" ${XSI}><b xsi:type="t:T">1</b></a>`, 't'],
  ['xsi:nil', `<a ${XSI}><b xsi:nil="true"/></a>`],
  ['a prefix that nobody uses', '<a xmlns:u="urn:u"><b/></a>', 'u'],
  ['CDATA', '<a><b><![CDATA[<x>&amp;]]></b></a>'],
  ['escaped XML (SKV)', '<a><svar>&lt;?xml version="1.0"?&gt;&lt;b c="d"/&gt;</svar></a>'],
  ['a processing instruction', '<a><?p q?><b/></a>'],
  ['character references', '<a><b c="&#10;&#9;&#13;">&#13;&#x1F600;&#60;</b></a>'],
  ['characters beyond the BMP', '<a><b>😀𝄞åäö</b></a>'],
  ['mixed content', '<a><b>x <c>y</c> z</b></a>'],
  ['attributes with both kinds of quotes', '<a><b c=\'"\' d="\'"/></a>'],
  ['a namespace name that needs escaping', '<p:a xmlns:p="http://a/?b=1&amp;c=2"><p:b/></p:a>'],
  ['xml:lang and xml:space', '<a xml:lang="sv"><b xml:space="preserve"> x </b></a>'],
  ['line ends of another system', '<a>\r\n<b>1\r\n2</b>\r\n</a>'],
  ['names of ours', '<a><data/><error><kalla>BT</kalla></error><svarsdata/></a>'],
  ['names in Swedish', '<a><å:ä xmlns:å="urn:a">ö</å:ä></a>'],
];

/** Agency data stands in the answer as it came. `elements` are two agencies that answer with XML. */
export function describeOpaque(bench: Bench, [first, second]: readonly [string, string]): void {
  const { namespace, answer, asking, svarsdata } = bench;
  const koder = [first.toLowerCase(), second.toLowerCase()] as const;

  describe(`agency data stands untouched in the answer in ${namespace} (seed 5, architecture 7)`, () => {
    const cases = AWKWARD.map(
      ([title, document, prefix]) =>
        [title, document.replace('OURS', namespace), prefix ? [prefix] : []] as const,
    );
    it.each(cases)('%s', (_title, document, prefixes) => {
      const agency = xml(document);
      const both = { [koder[0]]: data(agency), [koder[1]]: data(agency) };
      const text = answer(asking(...koder), both);
      svarsdata(text);
      for (const name of [first, second]) {
        const arrived = cutFrom(text, 'svarsdata', name, 'data');
        expect(canonicalCutting(arrived, prefixes)).toBe(canonicalCutting(agency, prefixes));
        expect(Buffer.from(arrived.content)).toEqual(Buffer.from(agency.content));
      }
    });

    it('and is not seen by its neighbours', () => {
      const awkward = data(xml('<ssbt:a xmlns="urn:d" xmlns:soap="urn:s" xmlns:ssbt="urn:o"><b/></ssbt:a>'));
      const outcomes = { [koder[0]]: awkward, [koder[1]]: failed({ kind: 'timeout' }) };
      const [, neighbour] = svarsdata(answer(asking(...koder), outcomes)).children;
      expect([...(neighbour?.scope ?? [])].map(([prefix]) => prefix).toSorted()).toEqual(['soap', 'ssbt']);
      expect(neighbour?.scope.get('ssbt')).toBe(namespace);
    });
  });
}
