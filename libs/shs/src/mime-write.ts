import { encodeBase64 } from './base64';
import { concat, toLatin1 } from './bytes';

/** How a part's bytes are put on the wire. */
export type TransferEncoding = 'binary' | '8bit' | '7bit' | 'base64';

/** A part to be written. Headers are written as given, in order; the transfer encoding is added. */
export interface MimePartOut {
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly content: Uint8Array;
  readonly encoding: TransferEncoding;
}

/** 128 random bits at least, as 32 hexadecimal digits or more. */
const TOKEN = /^[\dA-Fa-f]{32,60}$/;

/**
 * A boundary that occurs in no part: nobody can have foreseen it, so no part has to be searched for it (ADR 0023).
 * `=_` stands in no base64 and no quoted-printable either.
 * @param token 128 bits or more that nobody can guess, new for each message, as hexadecimal digits
 * @throws Error for a token of another form: a mistake in the program
 */
export function boundaryOf(token: string): string {
  if (!TOKEN.test(token)) throw new Error('a MIME boundary wants 128 random bits as hexadecimal digits');
  return `----=_SHS_${token}`;
}

const CRLF = '\r\n';

/**
 * Writes a multipart body with CRLF line ends.
 * @param boundary see {@link boundaryOf}
 * @throws Error when a part said to be 7bit is not
 */
export function writeMultipart(parts: readonly MimePartOut[], boundary: string): Uint8Array {
  const pieces = parts.flatMap((part) => [
    toLatin1(`--${boundary}${CRLF}${headerLines(part)}${CRLF}`),
    encode(part),
    toLatin1(CRLF),
  ]);
  return concat([...pieces, toLatin1(`--${boundary}--${CRLF}`)]);
}

function headerLines({ headers, encoding }: MimePartOut): string {
  return [...headers, ['Content-Transfer-Encoding', encoding] as const]
    .map(([name, value]) => `${name}: ${value}${CRLF}`)
    .join('');
}

function encode({ content, encoding }: MimePartOut): Uint8Array {
  if (encoding === 'base64') return toLatin1(encodeBase64(content));
  if (encoding === '7bit' && content.some((byte) => byte > 127))
    throw new Error('a part with other bytes than ASCII cannot be written as 7bit');
  return content;
}
