import { descend, QUESTION_LIMITS, readXml } from '@ssbtek/xml';
import { canonical } from '@ssbtek/xml/testing';
import { describe, expect, it } from 'vitest';
import { standalone } from './standalone';

function inner(xml: string): string {
  const document = readXml(new TextEncoder().encode(xml), QUESTION_LIMITS);
  const element = descend(document.root, 'b');
  if (!element) throw new Error('no b');
  return standalone(document, element);
}

describe('an element as a document of its own', () => {
  it.each([
    ['nothing inherited', '<a><b>1</b></a>', '<b>1</b>'],
    ['a prefix', '<a xmlns:p="urn:p"><b><p:c/></b></a>', '<b xmlns:p="urn:p"><p:c/></b>'],
    ['its own prefix', '<a xmlns:p="urn:p"><p:b/></a>', '<p:b xmlns:p="urn:p"/>'],
    ['a default namespace', '<a xmlns="urn:a"><b/></a>', '<b xmlns="urn:a"/>'],
    ['a default namespace that it undoes', '<a xmlns="urn:a"><b xmlns="">1</b></a>', '<b xmlns="">1</b>'],
    ['one that it overrides', '<a xmlns:p="urn:1"><b xmlns:p="urn:2"/></a>', '<b xmlns:p="urn:2"/>'],
    [
      'one that it overrides in other quotes',
      `<a xmlns:p="urn:1"><b xmlns:p = 'urn:2'/></a>`,
      `<b xmlns:p = 'urn:2'/>`,
    ],
    [
      'one that an attribute’s value only seems to override',
      `<a xmlns:p="urn:p"><b c=' xmlns:p="x">'/></a>`,
      `<b xmlns:p="urn:p" c=' xmlns:p="x">'/>`,
    ],
    [
      'an address with an ampersand',
      '<a xmlns:p="http://a/?b&amp;c"><b/></a>',
      '<b xmlns:p="http://a/?b&amp;c"/>',
    ],
    [
      'content as it stood',
      '<a><b><!-- x --><![CDATA[<]]>&amp; </b></a>',
      '<b><!-- x --><![CDATA[<]]>&amp; </b>',
    ],
    [
      'white space around days and times, which does not count',
      '<a xmlns:p="urn:p"><b><c><fromDatum p:q=" 1 "> <!-- x -->2026-10-01\n</fromDatum><tomDatum>&#9;<![CDATA[2026 ]]></tomDatum></c><frageTidpunkt>\t&amp; </frageTidpunkt><d> e </d></b></a>',
      '<b xmlns:p="urn:p"><c><fromDatum p:q=" 1 ">2026-10-01</fromDatum><tomDatum>2026</tomDatum></c><frageTidpunkt>&amp;</frageTidpunkt><d> e </d></b>',
    ],
    [
      'days and times without any, or with elements inside',
      '<a><b><fromDatum>2026<!-- x -->-10-01</fromDatum><tomDatum/><tomDatum> <c> </c></tomDatum></b></a>',
      '<b><fromDatum>2026-10-01</fromDatum><tomDatum/><tomDatum> <c> </c></tomDatum></b>',
    ],
    [
      'white space around xsi:type, which does not count',
      `<a xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:t="urn:t" xmlns:p="urn:p"><b x:type='&#9; t:"T '><c p:type=" t:T " x:type = " t:&lt;T&#10;"> d </c><tomDatum x:type=" t:D "> 1 </tomDatum></b></a>`,
      `<b xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:t="urn:t" xmlns:p="urn:p" x:type="t:&quot;T"><c p:type=" t:T " x:type="t:&lt;T"> d </c><tomDatum x:type="t:D">1</tomDatum></b>`,
    ],
    [
      'white space in CDATA, which is white space',
      '<a><b><![CDATA[ \n]]><c/><![CDATA[]]><!--<![CDATA[ ]]>--><d><![CDATA[<![CDATA[ ]]></d><e><![CDATA[ x ]]></e></b></a>',
      '<b> \n<c/><!--<![CDATA[ ]]>--><d>&lt;![CDATA[ </d><e> x </e></b>',
    ],
    [
      'a text in pieces, which is one text',
      '<a><b><c>1<!-- x -->2<![CDATA[3&]]>4&amp;</c><c><!-- x --></c><c>5</c></b></a>',
      '<b><c>123&amp;4&amp;</c><c></c><c>5</c></b>',
    ],
    ['a line break behind the name', '<a xmlns:p="urn:p"><b\n c="1"/></a>', '<b xmlns:p="urn:p"\n c="1"/>'],
  ])('with %s', (_title, xml, expected) => {
    expect(inner(xml)).toBe(expected);
    expect(() => canonical(inner(xml))).not.toThrow();
  });
});
