import { isAscii } from 'node:buffer';
import { XmlRefused } from './refused';

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
  /** @throws XmlRefused when the declaration contradicts what the bytes were read as */
  checkDeclared(label: string | undefined): void;
}

const refused = (rule: string) => new XmlRefused('encoding', undefined, rule);

/**
 * Decodes a document. A byte order mark and the transport's charset must agree, and so must a byte order mark
 * and the XML declaration; a charset without byte order mark overrides the declaration (RFC 7303, 3.2), which
 * gateways that transcode leave as it was. Nothing said means UTF-8. UTF-16 needs a byte order mark or an
 * explicit byte order from the transport.
 * @throws XmlRefused with reason `encoding`
 */
export function decode(bytes: Uint8Array, charset?: string): Decoded {
  const mark = markOf(bytes);
  const named = charset === undefined ? undefined : known(unquote(charset));
  if (mark && named && !agree(named, mark.encoding)) throw refused('charset contradicts the byte order mark');
  const encoding = mark?.encoding ?? named ?? declaredIn(bytes) ?? 'utf-8';
  if (encoding === 'utf-16') throw refused('UTF-16 without byte order mark');
  return {
    source: toText(mark ? bytes.subarray(mark.length) : bytes, encoding),
    checkDeclared(label) {
      if (label === undefined || (named && !mark)) return;
      if (!agree(known(label), encoding)) throw refused('declaration contradicts the bytes');
    },
  };
}

function unquote(charset: string): string {
  return charset.trim().replace(/^"(.*)"$/, '$1');
}

function known(label: string): Encoding | 'utf-16' {
  const encoding = LABELS.get(label.toLowerCase());
  if (!encoding) throw refused('encoding not supported');
  return encoding;
}

function agree(named: Encoding | 'utf-16', encoding: Encoding): boolean {
  return named === 'utf-16' ? encoding === 'utf-16le' || encoding === 'utf-16be' : named === encoding;
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
function declaredIn(b: Uint8Array): Encoding | 'utf-16' | undefined {
  if (b[0] === 0 || b[1] === 0) throw refused('UTF-16 without byte order mark');
  const startsLikeDeclaration = b[0] === 0x3c && b[1] === 0x3f && b[2] === 0x78;
  if (!startsLikeDeclaration) return undefined;
  const start = latin1(b.subarray(0, 256));
  const label = /^<\?xml\s[^>?]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(start)?.[1];
  return label === undefined ? undefined : known(label);
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
