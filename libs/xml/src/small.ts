import { XMLParser, type X2jOptions } from 'fast-xml-parser';
import type { XmlElement, XmlTextDocument } from './document';
import { QUESTION_LIMITS, type GateLimits } from './limits';
import { readXml } from './read';
import { XmlRefused } from './refused';

/**
 * A small document as plain objects: prefixes and namespaces dropped, every value text, attributes with `@`.
 * An element without attributes and children is its text (without the white space around it); otherwise text that
 * is more than white space stands under `#text`. Elements that occur more than once are an array.
 */
export interface SmallXml {
  readonly [name: string]: SmallValue | undefined;
}
export type SmallValue = string | SmallXml | readonly SmallValue[];

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The gate has seen to it that every reference is one of these. The library's own decoder resolves HTML's, too. */
function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));/g,
    (whole, hex?: string, dec?: string, name: string = '') => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      return dec !== undefined ? String.fromCodePoint(parseInt(dec, 10)) : (PREDEFINED[name] ?? whole);
    },
  );
}

const nothing = () => undefined;

const OPTIONS: X2jOptions = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // The library would trim each piece of a text that CDATA sections divide.
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: true,
  entityDecoder: {
    decode: decodeReferences,
    reset: nothing,
    setExternalEntities: nothing,
    addInputEntities: nothing,
    setXmlVersion: nothing,
  },
};
const localNames = new XMLParser({ ...OPTIONS, removeNSPrefix: true });
const namesAsWritten = new XMLParser(OPTIONS);

/** The library reads quotes in processing instructions as if they were attributes: it must not see any. */
const ONLY_PLAIN = { processingInstructions: 'refuse', doctype: 'refuse' } as const;

/**
 * Reads a small document where structure matters more than bytes (faults, labels, requests in a simulator),
 * after the gate. Processing instructions and DOCTYPE are always refused. Numbers stay text: an identity number with leading zeros must survive.
 * @throws XmlRefused
 */
export function readSmall(
  bytes: Uint8Array,
  limits: GateLimits = QUESTION_LIMITS,
  charset?: string,
): SmallXml {
  return parse(localNames, readXml(bytes, { ...limits, ...ONLY_PLAIN }, charset));
}

/**
 * The same of a document by a DTD, whose elements are in no namespace: an element of somebody else could pass for one
 * of its own. Attributes keep their prefixes. A DOCTYPE is the gate's matter, as the limits say; the library sees none.
 * @throws XmlRefused
 */
export function readUnqualified(bytes: Uint8Array, limits: GateLimits, charset?: string): SmallXml {
  const document = readXml(bytes, { ...limits, processingInstructions: 'refuse' }, charset);
  if (isQualified(document.root)) throw new XmlRefused('schema', undefined, 'element in a namespace');
  return parse(namesAsWritten, document);
}

const isQualified = ({ uri, children }: XmlElement): boolean => uri !== '' || children.some(isQualified);

/** Every child of this name, in order. */
export function allOf(parent: SmallValue | undefined, name: string): readonly SmallValue[] {
  if (typeof parent !== 'object' || Array.isArray(parent)) return [];
  const found = (parent as SmallXml)[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly SmallValue[]) : [found];
}

/** The text of an element, or undefined where there is none. */
export function textIn(element: SmallValue | undefined): string | undefined {
  if (typeof element === 'string' || element === undefined) return element;
  const [text] = allOf(element, '#text');
  return typeof text === 'string' ? text : '';
}

/** An attribute's value. */
export function attributeOf(element: SmallValue | undefined, name: string): string | undefined {
  const [value] = allOf(element, `@${name}`);
  return typeof value === 'string' ? value : undefined;
}

function parse(parser: XMLParser, { source, root }: XmlTextDocument): SmallXml {
  try {
    return tidy(parser.parse(source.slice(root.start, root.end)) as SmallValue) as SmallXml;
  } catch {
    // After the gate only names like `constructor` are left for it to refuse, and its message quotes them.
    throw new XmlRefused('not-well-formed', undefined, 'name not allowed');
  }
}

const isSpace = (text: string, at: number): boolean => ' \t\r\n'.includes(text.charAt(at));

/** A pattern for the end would begin anew at each white space within. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

/** White space in an attribute is spaces (XML 1.0, 3.3.3). That of a reference would stay; here it becomes one, too. */
const spaced = (value: string): string => value.replace(/[\t\n\r]/g, ' ');

/** Takes off the white space that only indents or surrounds. XML's white space, not JavaScript's: a no-break space is text. */
function tidy(value: SmallValue): SmallValue {
  if (typeof value === 'string') return trimmed(value);
  if (Array.isArray(value)) return value.map(tidy);
  const out: Record<string, SmallValue> = {};
  for (const [name, child] of Object.entries(value)) {
    const tidied = name.startsWith('@') ? spaced(child as string) : tidy(child as SmallValue);
    if (name !== '#text' || tidied !== '') out[name] = tidied;
  }
  return out;
}
