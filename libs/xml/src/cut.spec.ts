import { describe, expect, it } from 'vitest';
import { cutContent, cutElement, type XmlCutting } from './cut';
import { descend, type XmlDocument, type XmlElement } from './document';
import { AGENCY_LIMITS } from './limits';
import { readXml } from './read';
import { canonical } from './testing';

/** As a contract version sets a cutting into an answer that has a default namespace and prefixes of its own. */
function wrapped({ declarations, content }: XmlCutting): string {
  const scope = new Map([['', ''], ...declarations]);
  const carried = [...scope]
    .map(([p, uri]) => ` xmlns${p && ':'}${p}="${uri.replaceAll('&', '&amp;')}"`)
    .join('');
  return `<s:data xmlns:s="urn:ssbtek-test" xmlns="urn:other" xmlns:x="urn:x"><s:in${carried}>${Buffer.from(content).toString('utf8')}</s:in></s:data>`;
}

const NAMESPACES =
  'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xs="http://www.w3.org/2001/XMLSchema"';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const envelope = (body: string, more = '') =>
  `<soap:Envelope ${NAMESPACES} ${more}><soap:Body>${body}</soap:Body></soap:Envelope>`;

const PAYLOADS: ReadonlyArray<readonly [name: string, text: string]> = [
  ['prefixes of its own', envelope('<a:svar xmlns:a="urn:a"><a:x>1</a:x></a:svar>')],
  [
    'declarations on the Envelope',
    envelope('<a:svar><b:x b:y="1">1</b:x></a:svar>', 'xmlns:a="urn:a" xmlns:b="urn:b"'),
  ],
  [
    'a prefix overridden inside',
    envelope('<a:svar xmlns:a="urn:2"><a:x xmlns:a="urn:3"/><a:y/></a:svar>', 'xmlns:a="urn:1"'),
  ],
  ['a default namespace', envelope('<svar xmlns="urn:d"><x/><y xmlns="urn:e"><z/></y></svar>')],
  ['a default namespace on the Envelope', envelope('<svar><x/></svar>', 'xmlns="urn:d"')],
  ['a default namespace undone', envelope('<svar xmlns=""><x/></svar>', 'xmlns="urn:d"')],
  ['no namespace', envelope('<svar><x y="1"/></svar>')],
  [
    'xsi:type with outer prefixes',
    envelope(
      `<a:svar ${XSI} xmlns:p="urn:types"><x xsi:type="p:typ"/><y xsi:type="xs:int">1</y></a:svar>`,
      'xmlns:a="urn:a"',
    ),
  ],
  ['xsi:nil', envelope(`<a:svar ${XSI} xmlns:a="urn:a"><a:x xsi:nil="true"/></a:svar>`)],
  [
    'comments and processing instructions',
    envelope('<svar><!-- one --><x><!----></x><?pi data?><!-- <x> --></svar>'),
  ],
  ['CDATA', envelope('<svar><x><![CDATA[<not> & ]] > xml]]></x> <![CDATA[]]></svar>')],
  ['references', envelope('<svar x="&lt;&quot;&#10;&#xE5;">&amp;&#229;&gt;&#13;&apos;</svar>')],
  ['CRLF and white space', envelope('\r\n<svar\r\n  b="1"\r\n>\r\n\t<x>a\r\nb\rc</x>\r\n</svar>\r\n')],
  ['text between elements', envelope('<svar> a <x/> b <y/> c </svar>')],
  ['an empty element', envelope('<svar/>')],
  ['an empty pair of tags', envelope('<svar></svar>')],
  ['characters beyond the first plane', envelope('<svar>\u{1F600}<\u{10400}>å</\u{10400}></svar>')],
  ['xml:lang and xml:space', envelope('<svar xml:lang="sv" xml:space="preserve"> <x xml:lang=""/> </svar>')],
  ['awkward namespace names', envelope('<a:svar xmlns:a="urn:a?b=1&amp;c=2"><a:x/></a:svar>')],
];

const ENCODINGS: ReadonlyArray<readonly [name: string, encode: (text: string) => Uint8Array]> = [
  ['UTF-8', (text) => Buffer.from(text, 'utf8')],
  ['UTF-8 with mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf8')],
  ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
];

const svarOf = (document: XmlDocument): XmlElement => {
  const svar = descend(document.root, 'Body', 'svar');
  if (!svar) throw new Error('no svar');
  return svar;
};

describe.each(ENCODINGS)('a cutting of a document in %s', (_, encode) => {
  it.each(PAYLOADS)('set into another document is the same element: %s', (__, text) => {
    const document = readXml(encode(text), AGENCY_LIMITS);
    const { source } = document;
    const svar = svarOf(document);
    const cutting = cutElement(document, svar);
    expect(Buffer.from(cutting.content).toString('utf8')).toBe(source.slice(svar.start, svar.end));

    const setIn = wrapped(cutting);
    const again = readXml(Buffer.from(setIn), AGENCY_LIMITS);
    const moved = again.root.children[0]?.children[0];
    expect(moved && treeOf(moved)).toEqual(treeOf(svar));
    expect(alone(setIn)).toBe(alone(source));
  });

  it.each(PAYLOADS)('keeps what is between the tags: %s', (__, text) => {
    const document = readXml(encode(text), AGENCY_LIMITS);
    const svar = svarOf(document);
    const again = readXml(Buffer.from(wrapped(cutContent(document, svar))), AGENCY_LIMITS);
    const holder = again.root.children[0];
    expect(holder?.children.map(treeOf)).toEqual(svar.children.map(treeOf));
    expect(holder?.text).toBe(svar.text);
  });
});

/** Names, attributes, text and what every prefix in scope stands for (so that QNames in values are covered). */
function treeOf(e: XmlElement): unknown {
  const scope = ['', 'a', 'b', 'p', 'xs', 'xsi', 'soap'].map((prefix) => e.scope.get(prefix));
  return [e.uri, e.local, [...e.attributes], e.qualified, e.text, scope, e.children.map(treeOf)];
}

/** Canonical form of the svar element alone, by libxml2. */
function alone(xml: string): string {
  const text = canonical(xml);
  return text.slice(text.search(/<(\w+:)?svar[\s>]/), text.search(/<\/(\w+:)?svar>/));
}

describe('cutting', () => {
  it('transcodes ISO-8859-1', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><r><svar namn="Åsa">Örjan &#8364;</svar></r>';
    const document = readXml(Buffer.from(text, 'latin1'), AGENCY_LIMITS);
    const svar = document.root.children[0] as XmlElement;
    expect(Buffer.from(cutElement(document, svar).content).toString('utf8')).toBe(
      '<svar namn="Åsa">Örjan &#8364;</svar>',
    );
  });

  it('says nothing of xml and of a default namespace that was undone', () => {
    const xml = 'xmlns:xml="http://www.w3.org/XML/1998/namespace"';
    const document = readXml(
      Buffer.from(`<r xmlns="urn:d" xmlns:p="urn:p" ${xml}><svar xmlns=""/></r>`),
      AGENCY_LIMITS,
    );
    expect(cutContent(document, document.root.children[0] as XmlElement)).toEqual({
      declarations: [['p', 'urn:p']],
      content: Buffer.alloc(0),
    });
  });
});
