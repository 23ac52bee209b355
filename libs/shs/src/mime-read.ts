import { decodeBase64 } from './base64';
import { find, toLatin1 } from './bytes';
import { illegalStructure, ShsRefused } from './codes';
import { readFieldValue, readHeaders, type Headers } from './header';

/** One part of a multipart body. `content` is decoded from its transfer encoding, otherwise exactly as sent. */
export interface MimePart {
  readonly headers: Headers;
  readonly content: Uint8Array;
}

/** A part still in its transfer encoding: what is wrong with one part does not keep the others from being read. */
export interface EncodedPart {
  readonly headers: Headers;
  readonly encoded: Uint8Array;
}

const [LF, CR, DASH, SPACE, TAB] = [0x0a, 0x0d, 0x2d, 0x20, 0x09];
/** At most 70 characters (RFC 2046); of those, anything printable on one line is let through. */
const BOUNDARY = /^[ -~]{0,69}[!-~]$/;
/** Far more than SHS messages have; a body of millions of empty parts must cost nothing. */
const MAX_PARTS = 100;

/**
 * Reads a MIME message as it stands in an HTTP body (sources.md 3.1): `multipart/mixed`, or `message/rfc822`
 * with the MIME headers at the beginning of the body.
 * @throws ShsRefused IllegalMessageStructure
 */
export function readMultipart(body: Uint8Array, contentType: string): readonly EncodedPart[] {
  const outer = readFieldValue(contentType);
  if (outer.value !== 'message/rfc822') return readParts(body, boundaryOf(contentType));
  const { headers, contentStart } = readHeaders(body);
  return readParts(body.subarray(contentStart), boundaryOf(headers.get('content-type') ?? ''));
}

function boundaryOf(contentType: string): string {
  const { value, parameters } = readFieldValue(contentType);
  if (value !== 'multipart/mixed') throw illegalStructure('the message is not multipart/mixed');
  const boundary = parameters.get('boundary') ?? '';
  if (!BOUNDARY.test(boundary)) throw illegalStructure('the message names no usable boundary');
  return boundary;
}

/** A delimiter line: where its dashes begin, where the next line begins, whether it is the closing one. */
interface Delimiter {
  readonly start: number;
  readonly next: number;
  readonly closing: boolean;
  readonly crlf: boolean;
}

function readParts(body: Uint8Array, boundary: string): readonly EncodedPart[] {
  const dashed = toLatin1(`--${boundary}`);
  let open = nextDelimiter(body, dashed, 0);
  if (!open) throw illegalStructure('the boundary does not occur in the message');
  const { crlf } = open;
  const parts: EncodedPart[] = [];
  while (!open.closing) {
    if (parts.length >= MAX_PARTS) throw illegalStructure('the message has too many parts');
    const close = nextDelimiter(body, dashed, open.next);
    if (!close) throw illegalStructure('the message is cut off: no closing boundary');
    parts.push(readPart(body.subarray(open.next, Math.max(open.next, partEnd(body, close.start, crlf)))));
    open = close;
  }
  return parts;
}

/** The line break before a delimiter belongs to the delimiter, a carriage return only where lines end with CRLF. */
function partEnd(body: Uint8Array, delimiterStart: number, crlf: boolean): number {
  const lineFeed = delimiterStart - 1;
  return crlf && body[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
}

function nextDelimiter(body: Uint8Array, dashed: Uint8Array, from: number): Delimiter | undefined {
  for (let start = find(body, dashed, from); start >= 0;) {
    const delimiter =
      start === 0 || body[start - 1] === LF ? lineAfter(body, start, start + dashed.length) : undefined;
    if (delimiter) return delimiter;
    const lineEnd = body.indexOf(LF, start);
    start = lineEnd < 0 ? -1 : find(body, dashed, lineEnd);
  }
  return undefined;
}

/** What follows the boundary on its line: `--` when closing, white space, the line's end. Else it is no delimiter. */
function lineAfter(body: Uint8Array, start: number, boundaryEnd: number): Delimiter | undefined {
  const closing = body[boundaryEnd] === DASH && body[boundaryEnd + 1] === DASH;
  let at = closing ? boundaryEnd + 2 : boundaryEnd;
  while (body[at] === SPACE || body[at] === TAB) at += 1;
  const crlf = body[at] === CR && body[at + 1] === LF;
  if (crlf) return { start, next: at + 2, closing, crlf };
  if (body[at] === LF || (closing && at === body.length)) return { start, next: at + 1, closing, crlf };
  return undefined;
}

function readPart(bytes: Uint8Array): EncodedPart {
  const { headers, contentStart } = readHeaders(bytes);
  return { headers, encoded: bytes.subarray(contentStart) };
}

/**
 * Takes a part out of its transfer encoding.
 * @throws ShsRefused IllegalDatapartContent for an encoding that is not supported, or content that is not in it
 */
export function decodePart({ headers, encoded }: EncodedPart): MimePart {
  const encoding = readFieldValue(headers.get('content-transfer-encoding') ?? '7bit').value;
  return { headers, content: decoded(encoded, encoding) };
}

function decoded(content: Uint8Array, encoding: string): Uint8Array {
  switch (encoding) {
    case 'binary':
    case '8bit':
    case '7bit':
      return content;
    case 'base64':
      return decodeBase64(content);
    default:
      // quoted-printable among them: no SHS node is known to use it (sources.md 3.1 lists binary, base64, 7bit).
      throw new ShsRefused('IllegalDatapartContent', 'a part has a transfer encoding that is not supported');
  }
}
