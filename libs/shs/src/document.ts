import { readXml, QUESTION_LIMITS, XmlRefused, type GateLimits, type XmlDocument } from '@ssbtek/xml';
import { illegalStructure } from './codes';

/**
 * SHS' own documents come with `<!DOCTYPE … SYSTEM "shs-….dtd">`: exactly that is let through, an internal
 * subset is not. The DTD is never fetched and no entity is defined. A label of 64 KiB has hundreds of parts.
 */
const LIMITS: GateLimits = { ...QUESTION_LIMITS, maxBytes: 64 * 1024, doctype: 'external-id-only' };

/**
 * Reads one of SHS' own documents.
 * @param root the document element it must have
 * @param charset of the part it stands in, if that names one
 * @throws ShsRefused IllegalMessageStructure
 */
export function readShsDocument(bytes: Uint8Array, root: string, charset?: string): XmlDocument {
  try {
    const document = readXml(bytes, LIMITS, charset);
    if (document.root.local !== root || document.root.uri !== '')
      throw illegalStructure(`not a ${root} document`);
    return document;
  } catch (error) {
    if (error instanceof XmlRefused)
      throw illegalStructure(`the ${root} document is refused: ${error.reason}`);
    throw error;
  }
}
