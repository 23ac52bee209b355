import { checkCharacters, checkName } from './characters';

/** An element to be written. `name` is a QName; its prefix must be declared here or further out. */
export interface XmlOut {
  readonly name: string;
  /** Namespace declarations by prefix; `''` is the default namespace. */
  readonly namespaces?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children: ReadonlyArray<XmlOut | string | RawXml>;
}

/** XML that is already serialised and goes out as it is. */
export interface RawXml {
  readonly raw: string;
}

/** Shorthand for an element. Undefined children are left out, so that optional elements read as one expression. */
export function element(
  name: string,
  children: ReadonlyArray<XmlOut | string | RawXml | undefined> | string,
  more: Pick<XmlOut, 'namespaces' | 'attributes'> = {},
): XmlOut {
  const list = typeof children === 'string' ? [children] : children.filter((c) => c !== undefined);
  return { name, children: list, ...more };
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * Serialises without declaration and without added white space.
 * @throws XmlRefused (`not-well-formed`) for characters that XML 1.0 forbids
 */
export function writeXml(root: XmlOut): string {
  const name = root.name;
  checkName(name);
  let out = `<${name}`;
  for (const [prefix, uri] of Object.entries(root.namespaces ?? {})) {
    out += writeAttribute(declarationOf(prefix), uri, name);
  }
  for (const [key, value] of Object.entries(root.attributes ?? {})) out += writeAttribute(key, value, name);
  if (root.children.length === 0) return `${out}/>`;
  out += '>';
  for (const child of root.children) {
    if (typeof child === 'string') out += escape(child, TEXT, name);
    else out += 'raw' in child ? child.raw : writeXml(child);
  }
  return `${out}</${name}>`;
}

/** The same as a UTF-8 document with an XML declaration. */
export function writeDocument(root: XmlOut): Uint8Array {
  return Buffer.from(DECLARATION + writeXml(root), 'utf8');
}

const TEXT = /[&<>\r]/g;
const ATTRIBUTE = /[&<>"\t\n\r]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** The name of the attribute that declares a prefix. */
const declarationOf = (prefix: string): string => (prefix === '' ? 'xmlns' : `xmlns:${prefix}`);

/** A namespace declaration for a start tag that is already written, with the space in front. Both come from a document. */
export const writeDeclaration = (prefix: string, uri: string): string =>
  ` ${declarationOf(prefix)}="${escape(uri, ATTRIBUTE, prefix)}"`;

function writeAttribute(key: string, value: string, elementName: string): string {
  checkName(key);
  return ` ${key}="${escape(value, ATTRIBUTE, elementName)}"`;
}

/** Anything that needs a second look; most values have none of it. */
const SUSPECT = /[^ !#-%'-;=?-\uD7FF]/;

function escape(value: string, special: RegExp, elementName: string): string {
  if (!SUSPECT.test(value)) return value;
  checkCharacters(value, elementName);
  return value.replace(special, (c) => ESCAPED[c] ?? c);
}
