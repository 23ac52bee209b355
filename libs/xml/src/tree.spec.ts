import { describe, expect, it } from 'vitest';
import { attributeIn, child, descend, type XmlElement } from './document';
import { AGENCY_LIMITS } from './limits';
import { readXml } from './read';

const read = (text: string) => readXml(new TextEncoder().encode(text), AGENCY_LIMITS);
const all = (e: XmlElement): XmlElement[] => [e, ...e.children.flatMap(all)];

describe('the light tree', () => {
  it('joins text and CDATA, skips comments and processing instructions, resolves references', () => {
    const { root } = read(
      '<a> 1912<!-- x -->1212<![CDATA[12<12]]>&amp;&#228;&#xE5;&lt;<?p i?> <b>no</b>!</a>',
    );
    expect(root.text).toBe(' 1912121212<12&äå< !');
    expect(root.children[0]?.text).toBe('no');
  });

  it('normalises line ends in text and attributes, but not in the source', () => {
    const { root, source } = read('<a b="1\r\n2&#10;3">x\r\ny\rz</a>');
    expect(root.text).toBe('x\ny\nz');
    expect(root.attributes.get('b')).toBe('1 2\n3');
    expect(source).toContain('x\r\ny\rz');
  });

  it.each([
    '<a>x</a>',
    '<a\r\n b="1"\r\n>\r\n<b\r\n/>\r<c />\r\n</a\r\n>',
    '<?xml version="1.0"?>\r\n<!-- <a> -->\n<a><!-- <b/> --><b><![CDATA[</b>]]></b></a>\r',
    '<p:a xmlns:p="urn:p" b=">" c=\'/>\'><p:b/>\u{1F600}<p:\u{10400}>å</p:\u{10400}></p:a>\n<!-- end -->',
    '<a>&lt;b>&#60;<b>&amp;</b></a>',
  ])('knows where each element stands: %j', (text) => {
    const { root, source } = read(text);
    for (const e of all(root)) {
      const whole = source.slice(e.start, e.end);
      expect(whole).toMatch(new RegExp(`^<([\\w]+:)?${e.local}[\\s/>]`));
      expect(whole).toMatch(/>$/);
      const inner = source.slice(e.contentStart, e.contentEnd);
      if (whole.endsWith('/>') && inner === '')
        expect([e.contentStart, e.contentEnd]).toEqual([e.end, e.end]);
      else expect(source.slice(e.contentEnd, e.end)).toMatch(new RegExp(`^</([\\w]+:)?${e.local}\\s*>$`));
      expect(read(`<w xmlns:p="urn:p">${whole}</w>`).root.children[0]?.text).toBe(e.text);
    }
  });

  it('resolves names and keeps the declarations in scope', () => {
    const { root } = read(
      '<a xmlns="urn:d" xmlns:p="urn:p" p:x="1" x="2" xml:lang="sv"><p:b xmlns:p="urn:q" xmlns=""><c p:y="3"/></p:b><d/></a>',
    );
    const b = child(root, 'b', 'urn:q');
    const c = descend(root, 'b', 'c');
    expect(root.uri).toBe('urn:d');
    expect([...root.attributes]).toEqual([['x', '2']]);
    expect(root.qualified).toEqual([
      { uri: 'urn:p', local: 'x', value: '1' },
      { uri: 'http://www.w3.org/XML/1998/namespace', local: 'lang', value: 'sv' },
    ]);
    expect(attributeIn(root, 'urn:p', 'x')).toBe('1');
    expect(attributeIn(root, 'urn:q', 'x')).toBeUndefined();
    expect([...root.declared]).toEqual([...root.scope]);
    expect(b && [...b.declared]).toEqual([
      ['p', 'urn:q'],
      ['', ''],
    ]);
    expect([...root.scope]).toEqual([
      ['', 'urn:d'],
      ['p', 'urn:p'],
    ]);
    expect([...(b?.scope ?? [])]).toEqual([['p', 'urn:q']]);
    expect([c?.uri, c && attributeIn(c, 'urn:q', 'y'), c?.scope]).toEqual(['', '3', b?.scope]);
    expect(child(root, 'd')?.uri).toBe('urn:d');
    expect(child(root, 'd', 'urn:x')).toBeUndefined();
  });

  it('leaves the prefix xml out of the scope', () => {
    const { root } = read('<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xmlns:p="urn:p"><p:b/></a>');
    expect([...root.scope]).toEqual([['p', 'urn:p']]);
    expect(root.children[0]?.uri).toBe('urn:p');
  });

  it('is not moved by names of JavaScript', () => {
    const { root } = read(
      '<__proto__ constructor="1" xmlns:toString="urn:t"><toString:valueOf/></__proto__>',
    );
    expect([root.local, root.attributes.get('constructor'), root.children[0]?.uri]).toEqual([
      '__proto__',
      '1',
      'urn:t',
    ]);
  });
});
