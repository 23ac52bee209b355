import { describe, expect, it } from 'vitest';
import { cutTogether } from './cut-together';
import type { XmlElement } from './document';
import { AGENCY_LIMITS } from './limits';
import { readXml } from './read';

const read = (text: string) => readXml(Buffer.from(text), AGENCY_LIMITS);
const cut = (text: string, maxAdded = 10_000) => {
  const document = read(text);
  return cutTogether(document, document.root, document.root.children, maxAdded);
};

/** Set into another document, as a contract version does, and read again. */
function moved(text: string): XmlElement {
  const { declarations, content } = cut(text) ?? expect.fail('not cut');
  const carried = [...new Map([['', ''], ...declarations])]
    .map(([p, uri]) => ` xmlns${p && ':'}${p}="${uri.replaceAll('&', '&amp;')}"`)
    .join('');
  const inner = `<w:i${carried}>${Buffer.from(content).toString('utf8')}</w:i>`;
  return read(`<w:w xmlns:w="urn:w" xmlns="urn:z">${inner}</w:w>`).root.children[0] as XmlElement;
}

const PREFIXES = ['', 'a', 'b', 'p', 'q'];

/** Names, attributes and texts, and what each prefix that the source has stands for. */
const seen = (e: XmlElement, source: XmlElement): unknown => [
  [e.uri, e.local, [...e.attributes], e.qualified, e.text],
  PREFIXES.filter((prefix) => prefix === '' || source.scope.get(prefix) !== undefined).map((prefix) =>
    e.scope.get(prefix),
  ),
  e.children.map((child, at) => seen(child, source.children[at] as XmlElement)),
];

describe('contents cut together', () => {
  it.each([
    ['one', '<r xmlns:a="urn:a"><s><a:x/></s></r>'],
    ['one with declarations', '<r><s xmlns="urn:d" xmlns:p="urn:p"><x p:k="1"/></s></r>'],
    ['none of it in conflict', '<r><s xmlns:p="urn:p"><p:x/></s><s xmlns:q="urn:q"><q:x/></s></r>'],
    ['a prefix bound twice', '<r><s xmlns:p="urn:1"><p:x/><p:y/></s><s xmlns:p="urn:2"><p:x/><p:y/></s></r>'],
    ['a prefix bound again', '<r xmlns:p="urn:1"><s><p:x/></s><s xmlns:p="urn:2"><p:x/></s></r>'],
    ['all alike, unlike further out', '<r xmlns:p="urn:1"><s xmlns:p="urn:2"><p:x/></s></r>'],
    ['default namespaces', '<r xmlns="urn:r"><s xmlns="urn:1"><x/></s><s xmlns=""><x/></s><s><x/></s></r>'],
    ['a default namespace of one', '<r><s xmlns="urn:1"><x/></s><s><x/></s></r>'],
    ['the same default namespace', '<r><s xmlns="urn:1"><x/></s><s xmlns="urn:1"><x/></s></r>'],
    [
      'prefixes in values',
      '<r><s xmlns:p="urn:1"><x t="p:a"><y>p:b</y></x></s><s xmlns:p="urn:2"><x t="p:a"><y>p:b</y></x></s></r>',
    ],
    [
      'children that declare the prefix themselves',
      '<r><s xmlns:p="urn:1"><p:x/></s><s xmlns:p="urn:2"><p:x xmlns:p="urn:3"/><x\n/><p:x a="1"><p:y/></p:x></s></r>',
    ],
    [
      'what stands between',
      '<r> <s xmlns:p="urn:1"> a <p:x/><!-- <x> --></s><!-- c --> <s xmlns:p="urn:2"><?pi <x?>b<p:x/> c</s>z</r>',
    ],
    ['an awkward name', '<r><s xmlns:p="u?a=1&amp;b=2"><p:x/></s><s xmlns:p="u?a=1&amp;c=\'"><p:x/></s></r>'],
    ['empty ones', '<r><s xmlns:p="urn:1"/><s xmlns:p="urn:2"></s></r>'],
  ])('mean what they meant: %s', (_, text) => {
    const contents = read(text).root.children.flatMap((s) => s.children);
    const there = moved(text).children;
    expect(there.map((e, at) => seen(e, contents[at] as XmlElement))).toEqual(
      contents.map((e) => seen(e, e)),
    );
  });

  it('are the source byte for byte where nothing is in conflict', () => {
    const text = '<r>\r\n<s xmlns:p="urn:p"> <p:x a = "1"/></s><!-- å --><s xmlns:p="urn:p">b</s> </r>';
    const { declarations, content } = cut(text) ?? expect.fail('not cut');
    expect(declarations).toEqual([['p', 'urn:p']]);
    expect(Buffer.from(content).toString('utf8')).toBe(' <p:x a = "1"/><!-- å -->b');
  });

  it('are not cut when their declarations would add more than allowed', () => {
    const text = `<r><s xmlns:p="urn:1"/><s xmlns:p="${'u'.repeat(100)}">${'<p:x/>'.repeat(10)}</s></r>`;
    expect(cut(text, 1_110)).toBeDefined();
    expect(cut(text, 1_109)).toBeUndefined();
  });
});
