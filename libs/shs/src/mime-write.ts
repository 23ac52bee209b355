import { encodeBase64 } from './base64';
import { concat, find, toLatin1 } from './bytes';

/** How a part's bytes are put on the wire. */
export type TransferEncoding = 'binary' | '8bit' | '7bit' | 'base64';

/** A part to be written. Headers are written as given, in order; the transfer encoding is added. */
export interface MimePartOut {
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly content: Uint8Array;
  readonly encoding: TransferEncoding;
}

/** A multipart body and the boundary that separates its parts. */
export interface MultipartOut {
  readonly boundary: string;
  readonly body: Uint8Array;
}

const CRLF = '\r\n';

/**
 * Writes a multipart body with CRLF line ends. The boundary is the first of a fixed series that occurs in no part,
 * so that the same message always has the same bytes.
 * @throws Error when a part said to be 7bit is not
 */
export function writeMultipart(parts: readonly MimePartOut[]): MultipartOut {
  const encoded = parts.map((part) => ({ ...part, content: encode(part) }));
  const boundary = freeBoundary(encoded.map((part) => part.content));
  const pieces = encoded.flatMap((part) => [
    toLatin1(`--${boundary}${CRLF}${headerLines(part)}${CRLF}`),
    part.content,
    toLatin1(CRLF),
  ]);
  return { boundary, body: concat([...pieces, toLatin1(`--${boundary}--${CRLF}`)]) };
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

function freeBoundary(contents: readonly Uint8Array[]): string {
  for (let n = 1; ; n += 1) {
    const boundary = `----=_SHS_${n}`;
    if (contents.every((content) => find(content, toLatin1(boundary)) < 0)) return boundary;
  }
}
