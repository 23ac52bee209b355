import { XMLParser } from 'fast-xml-parser';
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

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
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
});

/** The library reads quotes in processing instructions as if they were attributes: it must not see any. */
const ONLY_PLAIN = { processingInstructions: 'refuse', doctype: 'refuse' } as const;

/**
 * Reads a small document where structure matters more than bytes (faults, labels, requests in a simulator),
 * after the gate. Processing instructions and DOCTYPE are always refused, and line ends inside
 * attribute values stay. Numbers stay text: an identity number with leading zeros must survive.
 * @throws XmlRefused
 */
export function readSmall(
  bytes: Uint8Array,
  limits: GateLimits = QUESTION_LIMITS,
  charset?: string,
): SmallXml {
  const { source } = readXml(bytes, { ...limits, ...ONLY_PLAIN }, charset);
  return tidy(parse(source)) as SmallXml;
}

function parse(source: string): SmallValue {
  try {
    return parser.parse(source) as SmallValue;
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

/** Takes off the white space that only indents or surrounds. XML's white space, not JavaScript's: a no-break space is text. */
function tidy(value: SmallValue): SmallValue {
  if (typeof value === 'string') return trimmed(value);
  if (Array.isArray(value)) return value.map(tidy);
  const out: Record<string, SmallValue> = {};
  for (const [name, child] of Object.entries(value)) {
    const tidied = name.startsWith('@') ? child : tidy(child as SmallValue);
    if (name !== '#text' || tidied !== '') out[name] = tidied as SmallValue;
  }
  return out;
}
