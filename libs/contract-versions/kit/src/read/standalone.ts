import { attributeValue } from '../escape';
import type { XmlDocument, XmlElement } from '@ssbtek/xml';

const ATTRIBUTE = /\s([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g;

/**
 * An element as a document of its own: its source text, with the namespace declarations it had from further out
 * added to its start tag. Everything else stays as it was, so that a validator sees what the caller wrote.
 */
export function standalone({ source }: XmlDocument, element: XmlElement): string {
  const startTag = source.slice(element.start, element.contentStart);
  const declaredHere = new Set([...startTag.matchAll(ATTRIBUTE)].map((match) => match[1]));
  const inherited = [...element.scope]
    .map(([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri] as const)
    .filter(([name]) => name !== 'xmlns:xml' && !declaredHere.has(name))
    .map(([name, uri]) => ` ${name}="${attributeValue(uri)}"`)
    .join('');
  const nameEnd = element.start + (/^<[^\s/>]+/.exec(startTag)?.[0].length ?? 0);
  return source.slice(element.start, nameEnd) + inherited + source.slice(nameEnd, element.end);
}
