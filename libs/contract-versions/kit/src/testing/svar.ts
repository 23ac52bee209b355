import type { Outcome, SvarData } from '@ssbtek/core';
import { AGENCY_LIMITS, cutContent, descend, readXml, type XmlCutting, type XmlElement } from '@ssbtek/xml';
import { canonical } from '@ssbtek/xml/testing';

/** An agency's XML data: what stands inside the root of this document. */
export function xml(document: string): Extract<SvarData, { form: 'xml' }> {
  const read = readXml(new TextEncoder().encode(document), AGENCY_LIMITS);
  return { form: 'xml', ...cutContent(read, read.root) };
}

/** A successful outcome. */
export const data = (svar: SvarData): Outcome => ({ type: 'data', data: svar });

/** A successful outcome with a document that is carried in base64. */
export const binary = (text: string): Outcome =>
  data({ form: 'binary', content: new TextEncoder().encode(text) });

/** What stands in an element of the answer, with the namespaces it sees there. */
export function cutFrom(envelope: string, ...path: readonly string[]): XmlCutting {
  const document = readXml(new TextEncoder().encode(envelope), AGENCY_LIMITS);
  const [response] = descend(document.root, 'Body')?.children ?? [];
  const element = response && descend(response, ...path);
  if (!element) throw new Error(`no ${path.join('/')}`);
  return cutContent(document, element);
}

/** Two cuttings are the same when these texts are, prefixes in values included. */
export function canonicalCutting(
  { declarations, content }: XmlCutting,
  prefixesInValues: readonly string[] = [],
): string {
  const escaped = (uri: string): string => uri.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const scope = declarations
    .map(([prefix, uri]) => ` xmlns${prefix && ':'}${prefix}="${escaped(uri)}"`)
    .join('');
  return canonical(`<w${scope}>${new TextDecoder().decode(content)}</w>`, prefixesInValues);
}

/** Local names and texts, for comparing structure. */
export type Shape = string | ReadonlyArray<readonly [name: string, content: Shape]>;
export const shape = (element: XmlElement): Shape =>
  element.children.length === 0 ? element.text : element.children.map((c) => [c.local, shape(c)] as const);

/** The shape of an `error`. */
export const errorShape = (kalla: string, felkod: string, ...texts: readonly unknown[]): unknown => [
  'error',
  [['kalla', kalla], ['felkod', felkod], ...texts.map((text) => ['felmeddelande', text])],
];
