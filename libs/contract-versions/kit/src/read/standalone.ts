import { nameEndOf, type XmlDocument, type XmlElement } from '@ssbtek/xml';
import { attributeValue } from '../escape';
import { uncounted, withoutBlankCdata } from './as-meant';

/**
 * An element as a document of its own: its source text, with the namespace declarations it had from further out
 * added to its start tag. Everything else stays as it was, so that a validator sees what the caller wrote, but for
 * white space that does not count.
 */
export function standalone(document: XmlDocument, element: XmlElement): string {
  const inherited = [...element.scope]
    .filter(([prefix]) => !element.declared.has(prefix))
    .map(([prefix, uri]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${attributeValue(uri)}"`)
    .join('');
  const nameEnd = nameEndOf(document, element);
  let text = document.text(element.start, nameEnd) + inherited;
  let at = nameEnd;
  for (const reading of uncounted(document, element)) {
    text += document.text(at, reading.start) + reading.text;
    at = reading.end;
  }
  return withoutBlankCdata(text + document.text(at, element.end));
}
