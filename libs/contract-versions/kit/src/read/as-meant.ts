import { attributeIn, nameEndOf, type XmlDocument, type XmlElement } from '@ssbtek/xml';
import { attributeValue, textContent } from '../escape';
import { trimmed } from './values';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Elements that are xs:date or xs:dateTime in every version's schema. */
const DAYS: ReadonlySet<string> = new Set(['fromDatum', 'tomDatum', 'frageTidpunkt']);

/** A piece of the source, and what to read in its place. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * White space that does not count by XML Schema and that libxml2 counts all the same (ADR 30): around days and times,
 * and around the name in xsi:type. Below an element, in the order of the source. A text in pieces, between comments or
 * in CDATA sections, is one text: libxml2 would add one piece to the other by the square of their number (ADR 0023).
 */
export function* uncounted(document: XmlDocument, element: XmlElement): Generator<Reading> {
  yield* paddedTypes(document, element);
  for (const child of element.children) {
    const text = child.children.length > 0 ? undefined : textAsMeant(document, child);
    if (text === undefined) yield* uncounted(document, child);
    else {
      yield* paddedTypes(document, child);
      yield { start: child.contentStart, end: child.contentEnd, text: textContent(text) };
    }
  }
}

/** The text of a leaf, undefined where it can be read as it stands. */
function textAsMeant(document: XmlDocument, leaf: XmlElement): string | undefined {
  if (DAYS.has(leaf.local) && trimmed(leaf.text) !== leaf.text) return trimmed(leaf.text);
  return document.text(leaf.contentStart, leaf.contentEnd).includes('<') ? leaf.text : undefined;
}

const TYPES = /\s([^\s=:]+):type\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** What stands behind the name in a start tag, when it has a type with white space around it. */
function* paddedTypes(document: XmlDocument, element: XmlElement): Generator<Reading> {
  const type = attributeIn(element, XSI, 'type');
  if (type === undefined || trimmed(type) === type) return;
  const { scope, contentStart } = element;
  const start = nameEndOf(document, element);
  const text = document
    .text(start, contentStart)
    .replaceAll(TYPES, (attribute, prefix: string) =>
      scope.get(prefix) === XSI ? ` ${prefix}:type="${attributeValue(trimmed(type))}"` : attribute,
    );
  yield { start, end: contentStart, text };
}

/** White space in CDATA is white space, also between elements; libxml2 takes it for text. */
export function withoutBlankCdata(xml: string): string {
  if (!xml.includes('<![CDATA[')) return xml;
  return xml.replaceAll(/<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>/g, (whole, content?: string) =>
    content !== undefined && trimmed(content) === '' ? content : whole,
  );
}
