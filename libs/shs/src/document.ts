import { QUESTION_LIMITS, XmlRefused, type GateLimits } from '@ssbtek/xml';
import { allOf, readUnqualified, type SmallValue } from '@ssbtek/xml/small';
import { illegalStructure } from './codes';

/**
 * SHS' own documents come with `<!DOCTYPE … SYSTEM "shs-….dtd">`: exactly that is let through, an internal
 * subset is not. The DTD is never fetched and no entity is defined. A label of 64 KiB has hundreds of parts.
 */
const LIMITS: GateLimits = { ...QUESTION_LIMITS, maxBytes: 64 * 1024, doctype: 'external-id-only' };

/**
 * Reads one of SHS' own documents.
 * @param name of the document element that it must have
 * @returns that element
 * @param charset of the part it stands in, if that names one
 * @throws ShsRefused IllegalMessageStructure
 */
export function readShsDocument(bytes: Uint8Array, name: string, charset?: string): SmallValue {
  try {
    const [root] = allOf(readUnqualified(bytes, LIMITS, charset), name);
    if (root === undefined) throw illegalStructure(`not a ${name} document`);
    return root;
  } catch (error) {
    if (error instanceof XmlRefused)
      throw illegalStructure(`the ${name} document is refused: ${error.reason}`);
    throw error;
  }
}
