import { isAscii, isUtf8 } from 'node:buffer';
import { XmlRefused } from './refused';
import type { XmlRule } from './rules';

/** The encodings that are let in. ISO-8859-1 is the real one: bytes 80 to 9F are control characters, not windows-1252. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'us-ascii' | 'windows-1252';

const LABELS: ReadonlyMap<string, Encoding | 'utf-16'> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'iso-8859-1'],
  ['iso8859-1', 'iso-8859-1'],
  ['iso_8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
] as const);

/** The text of a document, and the encoding declaration it may carry. */
export interface Decoded {
  /** Without byte order mark. */
  readonly source: string;
  /** @throws XmlRefused when the declaration contradicts what the bytes were read as by their own account */
  checkDeclared(label: string | undefined): void;
}

const refused = (rule: XmlRule) => new XmlRefused('encoding', undefined, rule);

/**
 * Decodes a document by the one rule for charsets that contradict each other (ADR 0023):
 * 1. A byte order mark says what the bytes are; neither the transport nor the declaration may contradict one of UTF-16.
 * 2. Otherwise bytes that are valid UTF-8 and are said to be, by the transport or the document, are UTF-8. A document
 *    that says nothing says UTF-8 (XML 1.0, 4.3.3), unless the transport names a charset that its bytes may not fit.
 * 3. Otherwise the transport's charset counts (RFC 7303, 3.2), then the declaration; a wrong word of UTF-8 does not.
 * @param charset from the transport, if it names one
 * @throws XmlRefused with reason `encoding`
 */
export function decode(bytes: Uint8Array, charset?: string): Decoded {
  const mark = markOf(bytes);
  const transport = charset === undefined ? undefined : unquoted(charset);
  if (mark) {
    const isUtf8Mark = mark.encoding === 'utf-8';
    // Either the mark or the transport is wrong, and what follows is readable only by one of them.
    if (!isUtf8Mark && transport !== undefined && !agree(known(transport), mark.encoding))
      throw refused('charset contradicts the byte order mark');
    return read(bytes.subarray(mark.length), mark.encoding, !isUtf8Mark);
  }
  if (bytes[0] === 0 || bytes[1] === 0) return read(bytes, byteOrderIn(transport), false);
  const declared = declaredIn(bytes);
  const own = declared === undefined ? fitsAnything(transport) : isUtf8Label(declared);
  if ((own || isUtf8Label(transport)) && isUtf8(bytes)) return read(bytes, 'utf-8', !isUtf8Label(transport));
  const [told] = [transport, declared].filter((label) => label !== undefined && !isUtf8Label(label));
  if (told === undefined) throw refused('bytes do not fit the encoding');
  const encoding = known(told);
  if (encoding === 'utf-16') throw refused('UTF-16 without byte order mark');
  return read(bytes, encoding, told !== transport);
}

/**
 * Decodes a text for people by the same rule. It is read whatever is said about it: as UTF-8 if it can be, else as
 * ISO-8859-1, where nothing else is left.
 * @param charset from the transport, if it names one
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const encoding = charset === undefined ? undefined : LABELS.get(unquoted(charset).toLowerCase());
  const text = bytes.subarray(mark);
  const single = encoding === 'iso-8859-1' || encoding === 'windows-1252' ? encoding : undefined;
  if (mark > 0 || !single) return toText(text, isUtf8(text) ? 'utf-8' : 'iso-8859-1');
  return toText(text, single);
}

function read(bytes: Uint8Array, encoding: Encoding, mustAgree: boolean): Decoded {
  return {
    source: toText(bytes, encoding),
    checkDeclared(label) {
      if (mustAgree && label !== undefined && !agree(known(label), encoding))
        throw refused('declaration contradicts the bytes');
    },
  };
}

function unquoted(charset: string): string {
  const text = charset.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** A charset that any bytes fit, so that it says less than bytes which are UTF-8; so does a transport that names none. */
const fitsAnything = (transport: string | undefined): boolean => {
  const encoding = LABELS.get((transport ?? 'utf-8').toLowerCase());
  return encoding === 'utf-8' || encoding === 'iso-8859-1' || encoding === 'windows-1252';
};

/** True where a transport says that bytes are UTF-8, or says nothing. */
export const mayBeUtf8 = (charset: string | undefined): boolean =>
  charset === undefined || isUtf8Label(unquoted(charset));

const isUtf8Label = (label: string | undefined): boolean =>
  label !== undefined && LABELS.get(label.toLowerCase()) === 'utf-8';

function known(label: string): Encoding | 'utf-16' {
  const encoding = LABELS.get(label.toLowerCase());
  if (!encoding) throw refused('encoding not supported');
  return encoding;
}

function agree(named: Encoding | 'utf-16', encoding: Encoding): boolean {
  return named === 'utf-16' ? encoding === 'utf-16le' || encoding === 'utf-16be' : named === encoding;
}

/** Of bytes that begin as UTF-16 does and have no mark: only the transport can say which. */
function byteOrderIn(transport: string | undefined): Encoding {
  const encoding = transport === undefined ? undefined : LABELS.get(transport.toLowerCase());
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return encoding;
  throw refused('UTF-16 without byte order mark');
}

function markOf(b: Uint8Array): { readonly encoding: Encoding; readonly length: number } | undefined {
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  const littleEndian = b[0] === 0xff && b[1] === 0xfe;
  const utf32 = b[0] === 0 && b[1] === 0 && b[2] === 0xfe && b[3] === 0xff;
  if (utf32 || (littleEndian && b[2] === 0 && b[3] === 0)) throw refused('encoding not supported');
  if (littleEndian) return { encoding: 'utf-16le', length: 2 };
  return b[0] === 0xfe && b[1] === 0xff ? { encoding: 'utf-16be', length: 2 } : undefined;
}

/** Looks only at the first bytes; the gate compares the result with the declaration it has really parsed. */
function declaredIn(b: Uint8Array): string | undefined {
  const startsLikeDeclaration = b[0] === 0x3c && b[1] === 0x3f && b[2] === 0x78;
  if (!startsLikeDeclaration) return undefined;
  const start = latin1(b.subarray(0, 256));
  return /^<\?xml\s[^>?]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(start)?.[1];
}

const latin1 = (b: Uint8Array) => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('latin1');

function toText(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'iso-8859-1') return latin1(bytes);
  if (encoding === 'us-ascii') {
    if (!isAscii(bytes)) throw refused('bytes do not fit the encoding');
    return latin1(bytes);
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused('bytes do not fit the encoding');
  }
}
