import { readXml, QUESTION_LIMITS } from '@ssbtek/xml';
import { describe, expect, it } from 'vitest';
import { attributeValue, textContent, xmlSafe } from './escape';

const roundTrip = (xml: string) => readXml(new TextEncoder().encode(xml), QUESTION_LIMITS).root;

describe('characters in XML', () => {
  const codes = [...Array(0x120).keys(), 0x2028, 0xd7ff, 0xe000, 0xfdd0, 0xfffd, 0x10000, 0x10ffff];
  const allowed = codes.filter((code) => code > 31 || [9, 10, 13].includes(code));

  it('arrive as they were sent, in text and in attributes', () => {
    const changed = allowed.filter((code) => {
      const text = `a${String.fromCodePoint(code)}b`;
      const inText = roundTrip(`<a>${textContent(text)}</a>`).text;
      const inAttribute = roundTrip(`<a b="${attributeValue(text)}"/>`).attributes.get('b');
      return inText !== text || inAttribute !== text;
    });
    expect(changed).toEqual([]);
    expect(allowed.length).toBeGreaterThan(250);
  });

  it('become U+FFFD where XML forbids them', () => {
    const forbidden = [...codes.filter((code) => !allowed.includes(code)), 0xd800, 0xdfff, 0xfffe, 0xffff];
    const texts = forbidden.map((code) => `a${String.fromCharCode(code)}b`);
    expect(new Set([...texts.map(xmlSafe), ...texts.map(textContent)])).toEqual(new Set(['a\uFFFDb']));
    expect(forbidden).toHaveLength(29 + 4);
  });

  it('may not end a CDATA section that is none', () => {
    expect(textContent(']]>')).toBe(']]&gt;');
  });
});
