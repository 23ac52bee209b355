import { AGENCY_LIMITS, readXml, type XmlElement } from '@ssbtek/xml';
import type { AgencyResponse } from '../exchange';

/** A way to write the same XML that real agencies and their gateways may choose. */
export interface Dress {
  readonly name: string;
  /** Namespace prefixes declared on the root; otherwise default namespaces declared where they change. */
  readonly prefixes: boolean;
  readonly text: (value: string) => string;
  /** Between elements that have element children. */
  readonly between: string;
  /** `xsi:type` on every leaf, its prefix declared on the root only. */
  readonly types?: boolean;
  /** So many namespaces declared on every element, bound anew on each. */
  readonly declares?: number;
  readonly declaration: string;
  readonly contentType: string;
  readonly encode: (xml: string) => Uint8Array;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XSD = 'http://www.w3.org/2001/XMLSchema';

const escape = (value: string): string => value.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const utf8 = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const latin1 = (xml: string): Uint8Array => Buffer.from(xml, 'latin1');

const PLAIN: Omit<Dress, 'name'> = {
  prefixes: true,
  text: escape,
  between: '',
  declaration: '<?xml version="1.0" encoding="UTF-8"?>',
  contentType: 'text/xml; charset=utf-8',
  encode: utf8,
};

/** The dresses every SOAP agency must be read in. */
export const DRESSES: readonly Dress[] = [
  { ...PLAIN, name: 'other prefixes, all declared on the Envelope' },
  { ...PLAIN, name: 'default namespaces', prefixes: false },
  { ...PLAIN, name: 'no XML declaration', declaration: '' },
  { ...PLAIN, name: 'a byte order mark', declaration: `\uFEFF${PLAIN.declaration}` },
  { ...PLAIN, name: 'xsi:type with a prefix declared on the Envelope', types: true },
  { ...PLAIN, name: 'comments', between: '<!-- < & > -->', text: (v) => `<!-- a -->${escape(v)}<!-- b -->` },
  { ...PLAIN, name: 'CDATA', text: (v) => `<![CDATA[${v}]]>` },
  {
    ...PLAIN,
    name: 'character references',
    text: (v) => v.replace(/[^]/gu, (c) => `&#x${c.codePointAt(0)?.toString(16)};`),
  },
  { ...PLAIN, name: 'CRLF layout', between: '\r\n\t' },
  { ...PLAIN, name: 'more namespaces declared than a question may', declares: 60 },
  {
    ...PLAIN,
    name: 'ISO-8859-1 by XML declaration',
    declaration: '<?xml version="1.0" encoding="ISO-8859-1"?>',
    contentType: 'text/xml',
    encode: latin1,
  },
  {
    ...PLAIN,
    name: 'ISO-8859-1 by content type',
    declaration: '',
    contentType: 'text/xml; charset="iso-8859-1"',
    encode: latin1,
  },
];

/** The same answer, written in another dress. Comments of the original are lost. */
export function dressed(response: AgencyResponse, dress: Dress): AgencyResponse {
  const { root } = readXml(response.body, AGENCY_LIMITS);
  const prefixes = new Map<string, string>([[XSI, 'xsi']]);
  if (dress.prefixes) collect(root, prefixes);
  const declared = [...prefixes].map(([uri, prefix]) => ` xmlns:${prefix}="${escape(uri)}"`).join('');
  const body = dress.declaration + write(root, dress, prefixes, '', `${declared} xmlns:typ="${XSD}"`);
  return { ...response, headers: { 'content-type': dress.contentType }, body: dress.encode(body) };
}

function collect(element: XmlElement, prefixes: Map<string, string>): void {
  if (element.uri !== '' && !prefixes.has(element.uri)) prefixes.set(element.uri, `q${prefixes.size}`);
  element.children.forEach((c) => collect(c, prefixes));
}

function write(
  element: XmlElement,
  dress: Dress,
  prefixes: ReadonlyMap<string, string>,
  defaultNamespace: string,
  extra = '',
): string {
  const prefix = dress.prefixes ? prefixes.get(element.uri) : undefined;
  const name = prefix ? `${prefix}:${element.local}` : element.local;
  const changed = prefix === undefined && element.uri !== defaultNamespace;
  const leaf = element.children.length === 0;
  const own = Array.from(
    { length: dress.declares ?? 0 },
    (_, n) => ` xmlns:n${n}="urn:${element.local}-${n}"`,
  ).join('');
  const attributes = [
    ...[...element.attributes].map(([key, value]) => ` ${key}="${escape(value)}"`),
    ...element.qualified.map(({ uri, local, value }) => ` ${prefixes.get(uri)}:${local}="${escape(value)}"`),
  ];
  const type = dress.types && leaf && element.text.trim() ? ' xsi:type="typ:string"' : '';
  const inner = leaf
    ? element.text && dress.text(element.text)
    : element.children
        .map((c) => dress.between + write(c, dress, prefixes, changed ? element.uri : defaultNamespace))
        .join('') + dress.between;
  return `<${name}${extra}${own}${changed ? ` xmlns="${escape(element.uri)}"` : ''}${attributes.join('')}${type}>${inner}</${name}>`;
}
