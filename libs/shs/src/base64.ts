import { fromBase64, fromLatin1, toBase64 } from './bytes';
import { ShsRefused } from './codes';

/** White space of MIME's lines. */
const WHITE = /[\t\n\r ]+/g;
/** Two digits of base64url, which Node's decoder takes as well. */
const FOREIGN = /[-_]/;
const LINE = /.{1,76}/g;

/**
 * Decodes base64 with line breaks. Stricter than RFC 2045, which lets readers skip foreign characters: a damaged
 * document must not turn into another one.
 * @throws ShsRefused for stray characters, wrong padding or a length that cannot be
 */
export function decodeBase64(encoded: Uint8Array): Uint8Array {
  const digits = fromLatin1(encoded).replace(WHITE, '');
  const bytes = fromBase64(digits);
  // Node's decoder passes over what is no digit, and stops at padding: either is missing in the length then.
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0;
  if (bytes.length !== (digits.length / 4) * 3 - padding || FOREIGN.test(digits))
    throw new ShsRefused('IllegalDatapartContent', 'a part is not valid base64');
  return bytes;
}

/** Encodes with line breaks (CRLF) after 76 characters, as MIME wants. */
export const encodeBase64 = (bytes: Uint8Array): string => (toBase64(bytes).match(LINE) ?? []).join('\r\n');
