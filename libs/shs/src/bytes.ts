/** The same bytes, for what only a Buffer can do. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Without a Buffer's own ideas of what `slice` does. */
const plain = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Bytes as text, one character per byte. TextDecoder's `latin1` is windows-1252 and would not do. */
export const fromLatin1 = (bytes: Uint8Array): string => bufferOf(bytes).toString('latin1');

/** Text as bytes, one byte per character. Only for text that is known to be ISO-8859-1. */
export const toLatin1 = (text: string): Uint8Array => plain(Buffer.from(text, 'latin1'));

/** All pieces after each other. */
export const concat = (pieces: readonly Uint8Array[]): Uint8Array => plain(Buffer.concat(pieces));

/** Position of `needle` (not empty) at or after `from`, or -1. Native, because a made-up body can make a plain loop slow. */
export const find = (haystack: Uint8Array, needle: Uint8Array, from = 0): number =>
  bufferOf(haystack).indexOf(needle, from);

/** The bytes of base64; characters that are none are passed over, as Node does. */
export const fromBase64 = (digits: string): Uint8Array => plain(Buffer.from(digits, 'base64'));

/** Base64 without line breaks. */
export const toBase64 = (bytes: Uint8Array): string => bufferOf(bytes).toString('base64');
