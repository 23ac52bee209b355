import { describe, expect, it } from 'vitest';
import { QUESTION_LIMITS } from './limits';
import { writePretty } from './pretty';
import { readXml } from './read';
import { canonical } from './testing';
import { element, writeDocument, writeXml, type XmlOut } from './write';

const NASTY = `<&>"']]> å\u00a0\u2028\u{1F600}`;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('writing', () => {
  it.each<[string, XmlOut, string]>([
    ['an empty element', element('a', []), '<a/>'],
    ['text', element('a', 'x'), '<a>x</a>'],
    ['empty text', element('a', ''), '<a></a>'],
    ['optional children', element('a', [undefined, element('b', []), undefined]), '<a><b/></a>'],
    ['mixed content', element('a', ['x', element('b', []), 'y']), '<a>x<b/>y</a>'],
    ['raw XML', element('a', [{ raw: '<b c="&amp;"/>' }]), '<a><b c="&amp;"/></a>'],
    ['attributes', element('a', [], { attributes: { b: '1', 'p:c': '2' } }), '<a b="1" p:c="2"/>'],
    [
      'declarations',
      element('p:a', [], { namespaces: { '': 'd', p: 'u&v' } }),
      '<p:a xmlns="d" xmlns:p="u&amp;v"/>',
    ],
    [
      'escapes',
      element('a', '<&>]]>\r\n\t"', { attributes: { b: '<&>"\'\r\n\t' } }),
      '<a b="&lt;&amp;&gt;&quot;\'&#13;&#10;&#9;">&lt;&amp;&gt;]]&gt;&#13;\n\t"</a>',
    ],
  ])('%s', (_, out, expected) => {
    expect(writeXml(out)).toBe(expected);
  });

  it('writes a document in UTF-8 that reads back as it was', () => {
    const value = `${NASTY}\r\n\t \r`;
    const out = writeDocument(element('a', value, { attributes: { b: value } }));
    expect(text(out)).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><a /);
    const { root } = readXml(out, QUESTION_LIMITS);
    expect([root.text, root.attributes.get('b')]).toEqual([value, value]);
  });

  it.each(['\u0000', '\u0008', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud800', '\udc00x'])(
    'refuses %j',
    (bad) => {
      const refused = expect.objectContaining({
        reason: 'not-well-formed',
        element: 'namn',
        rule: 'forbidden character',
      });
      expect(() => writeXml(element('p:namn', `x${bad}`))).toThrow(refused);
      expect(() => writeXml(element('p:namn', [], { attributes: { b: bad } }))).toThrow(refused);
      expect(() => writePretty(element('namn', bad))).toThrow();
    },
  );

  it.each(['', 'a b', 'a>', '1a', ':a', 'a:', 'a:b:c', 'a/', 'a\n'])('refuses the name %j', (name) => {
    expect(() => writeXml(element(name, []))).toThrow('not an XML name');
    expect(() => writeXml(element('a', [], { attributes: { [name]: '1' } }))).toThrow('not an XML name');
  });

  it('lays out a document that means the same', () => {
    const out = element(
      'w:definitions',
      [
        element('w:doc', NASTY),
        element('types', [element('w:empty', [])], { namespaces: { '': 'urn:t' }, attributes: { b: NASTY } }),
      ],
      { namespaces: { w: 'urn:w' }, attributes: { 'w:name': 'x' } },
    );
    const laidOut = text(writePretty(out));
    expect(laidOut).toContain('\n  <types xmlns="urn:t"');
    expect(canonical(laidOut).replace(/>\n\s*</g, '><')).toBe(canonical(writeXml(out)));
  });

  it('does not lay out raw XML', () => {
    expect(() => writePretty(element('a', [{ raw: '<b/>' }]))).toThrow('raw XML');
  });
});
