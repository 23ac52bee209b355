import { AGENCY_LIMITS, readDocument, XmlRefused, type XmlElement } from '@ssbtek/xml';

/**
 * Document element of a document that stands escaped or as CDATA inside another one, or undefined when it is
 * none. It has already been decoded with the outer one, so the encoding it names says nothing any more.
 */
export function innerRoot(text: string): XmlElement | undefined {
  const undeclared = text.trim().replace(/^\uFEFF?<\?xml\s[^>]*\?>/, '');
  try {
    return readDocument(new TextEncoder().encode(undeclared), AGENCY_LIMITS).root;
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}
