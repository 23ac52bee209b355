import type { SvarData } from '@ssbtek/core';
import { AGENCY_LIMITS, attributeIn, descend, readXml, type XmlElement } from '@ssbtek/xml';
import { canonical } from '@ssbtek/xml/testing';
import { charsetOf } from '../soap';
import type { AgencyResponse } from '../exchange';

const SOAP_BODY = 'Body';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Where an agency's SOAP answer has its data: between the tags of the body element or of one inside it. */
export interface DataPlace {
  readonly uri: string;
  readonly local: string;
  /** Local names from the body element down to the element whose content is the data. */
  readonly inside?: readonly string[];
}

/** The bytes of delivered data that is one document; `delar` and `test` have none of their own. */
export function contentOf(data: SvarData): Uint8Array {
  if (data.form === 'xml' || data.form === 'binary') return data.content;
  throw new Error(`data of the form ${data.form} is not one document`);
}

/** Delivered XML data set into an element of its own, as a contract version does. */
export function wrapped(data: SvarData): string {
  if (data.form !== 'xml') throw new Error('the data is not XML');
  return wrap(data.declarations, new TextDecoder().decode(data.content));
}

/** What the agency's answer holds at that place, set into an element of its own. */
export function sentData(response: AgencyResponse, place: DataPlace): string {
  const document = readXml(response.body, AGENCY_LIMITS, charsetOf(response.headers['content-type']));
  const at = descend(document.root, SOAP_BODY, place.local, ...(place.inside ?? []));
  if (!at) throw new Error('the simulated answer has no data');
  return wrap([...at.scope], document.source.slice(at.contentStart, at.contentEnd));
}

/** Canonical form: equal strings mean the same to every XML reader. */
export const sameXml = (xml: string): string => canonical(xml);

/** What an element holds, without spelling: names with namespaces, texts, attributes; no prefixes, comments, layout. */
export function meaning(xml: string): unknown {
  const { root } = readXml(new TextEncoder().encode(xml), AGENCY_LIMITS);
  return root.children.length > 0 ? root.children.map(meaningOf) : root.text;
}

function meaningOf(element: XmlElement): unknown {
  const { uri, local, attributes, qualified, children, text } = element;
  const others = qualified.filter((a) => a.uri !== XSI || a.local !== 'type');
  const kept = [...attributes, ...others.map((a) => [`{${a.uri}}${a.local}`, a.value] as const)];
  return [`{${uri}}${local}`, Object.fromEntries(kept), children.length > 0 ? children.map(meaningOf) : text];
}

/** Namespaces that the prefixes in `xsi:type` values stand for, in document order. */
export function typeNamespaces(xml: string): ReadonlyArray<string | undefined> {
  const { root } = readXml(new TextEncoder().encode(xml), AGENCY_LIMITS);
  const found: Array<string | undefined> = [];
  const visit = (element: XmlElement): void => {
    const type = attributeIn(element, XSI, 'type');
    if (type !== undefined) found.push(element.scope.get(type.split(':')[0] ?? ''));
    element.children.forEach(visit);
  };
  visit(root);
  return found;
}

function wrap(declarations: Iterable<readonly [string, string]>, content: string): string {
  const attributes = [...declarations]
    .filter(([prefix]) => prefix !== 'xml')
    .map(
      ([prefix, uri]) =>
        ` xmlns${prefix ? ':' : ''}${prefix}="${uri.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`,
    );
  return `<data${attributes.join('')}>${content}</data>`;
}
