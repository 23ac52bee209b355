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
    ['a line break behind the name', '<a xmlns:p="urn:p"><b\n c="1"/></a>', '<b xmlns:p="urn:p"\n c="1"/>'],
  ])('with %s', (_title, xml, expected) => {
    expect(inner(xml)).toBe(expected);
    expect(() => canonical(inner(xml))).not.toThrow();
  });
});
