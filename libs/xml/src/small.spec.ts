import { describe, expect, it } from 'vitest';
import { AGENCY_LIMITS } from './limits';
import { XmlRefused } from './refused';
import { readSmall } from './small';

const read = (text: string) => readSmall(Buffer.from(text, 'utf8'));

describe('a small document as an object', () => {
  it.each([
    [
      'leading zeros and long numbers',
      '<a><b>001212121212</b><c>1e3</c><d>true</d></a>',
      { b: '001212121212', c: '1e3', d: 'true' },
    ],
    ['prefixes dropped', '<p:a xmlns:p="urn:p" xmlns="urn:d"><p:b p:c="1"/></p:a>', { b: { '@c': '1' } }],
    ['a comment inside a number', '<a><b>19121212<!-- x -->1212</b></a>', { b: '191212121212' }],
    ['CDATA inside a number', '<a><b>1912<![CDATA[1212]]>1212</b></a>', { b: '191212121212' }],
    ['CDATA is not read for references', '<a><b><![CDATA[&amp;<x>]]></b></a>', { b: '&amp;<x>' }],
    ['white space between pieces', '<a><b> x <![CDATA[ y ]]> z </b></a>', { b: 'x  y  z' }],
    ['references', '<a b="&#228;&amp;&quot;">&lt;&#xE5;&apos;&gt;</a>', { '@b': 'ä&"', '#text': `<å'>` }],
    ['a reference made of references', '<a><b>&amp;lt;&amp;#60;</b></a>', { b: '&lt;&#60;' }],
    ['repetition', '<a><b>1</b><c/><b>2</b></a>', { b: ['1', '2'], c: '' }],
    ['only white space', '<a> <b>\n</b> </a>', { b: '' }],
    ['no-break space is text', '<a><b>\u00a0x\u00a0</b></a>', { b: '\u00a0x\u00a0' }],
    ['greater-than in an attribute', '<a b="x>y"><c/></a>', { '@b': 'x>y', c: '' }],
    ['characters beyond the first plane', '<a><b>&#x1F600;\u{1F600}</b></a>', { b: '\u{1F600}\u{1F600}' }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ a: expected });
  });

  it('is read after the gate', () => {
    expect(() => read('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>')).toThrow(
      expect.objectContaining({ reason: 'doctype' }),
    );
    expect(() => read('<a>&nbsp;</a>')).toThrow(expect.objectContaining({ reason: 'not-well-formed' }));
    expect(() => read('<a><?x y?></a>')).toThrow(
      expect.objectContaining({ reason: 'processing-instruction' }),
    );
    expect(readSmall(Buffer.from('<a>å</a>', 'latin1'), AGENCY_LIMITS, 'iso-8859-1')).toEqual({
      a: 'å',
    });
    expect(() => readSmall(Buffer.from('<a><?x "?></a>'), AGENCY_LIMITS)).toThrow(XmlRefused);
  });

  it('cannot be given a prototype', () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      expect(() => read(`<a><${name}>1</${name}></a>`)).toThrow(
        expect.objectContaining({ rule: 'name not allowed' }),
      );
    }
  });
});
