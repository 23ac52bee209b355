import { XmlRefused } from './refused';
import type { XmlRule } from './rules';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** The beginnings of an NCName (Namespaces in XML 1.0, 4), as ranges of code points. */
const NAME_STARTS: ReadonlyArray<readonly [first: number, last: number]> = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];

/** A URI reference (RFC 3986), as far as it matters for a name that nobody dereferences. */
const URI_REFERENCE =
  /^(?:[A-Za-z][A-Za-z\d+.-]*:|(?![^/?#]*:))(?:[\w.~:/?@!$&'()*+,;=-]|%[\dA-Fa-f]{2})*(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[\dA-Fa-f]{2})*)?$/;

const refused = (rule: XmlRule) => new XmlRefused('not-well-formed', undefined, rule);

/**
 * The prefix of a name, `''` where it has none.
 * @throws XmlRefused for a name that begins with a colon
 */
export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  if (colon === 0) throw refused('not a qualified name');
  return colon < 0 ? '' : name.slice(0, colon);
}

/**
 * The part after the colon: the parser checks the beginning of the name before it only, and lets more colons pass.
 * @throws XmlRefused
 */
export function checkLocal(local: string): void {
  if (local.includes(':')) throw refused('not a qualified name');
  const code = local.codePointAt(0) ?? 0;
  if (!NAME_STARTS.some(([first, last]) => code >= first && code <= last))
    throw refused('not a qualified name');
}

/**
 * A namespace's name must be a URI. libxml2 does not read such a document, so one agency's
 * would make the whole answer unreadable.
 * @throws XmlRefused
 */
export function checkNamespace(name: string): void {
  if (!URI_REFERENCE.test(name)) throw refused('namespace name is not a URI');
}
