/**
 * What a scan returns in place of an offset where it cannot vouch for what it sees: the strict reader is asked then
 * (ADR 0032).
 */
export const NOT_SURE = -1;

export const LESS = 0x3c;
export const GREATER = 0x3e;
export const SLASH = 0x2f;
export const BANG = 0x21;
export const DASH = 0x2d;
export const COLON = 0x3a;
export const EQUALS = 0x3d;
export const AMPERSAND = 0x26;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const CLOSE_BRACKET = 0x5d;
/** The first byte in UTF-8 of U+FFFE and U+FFFF, which XML forbids, and of many characters that it does not. */
export const LEAD_OF_FORBIDDEN = 0xef;

/** Which bytes are of a kind: 1 for those that are. */
export type Kind = Uint8Array;

const kind = (latin1: RegExp): Kind =>
  Uint8Array.from({ length: 256 }, (_, byte) => (latin1.test(String.fromCharCode(byte)) ? 1 : 0));

export const WHITE = kind(/[\t\n\r ]/);
/** Names of other letters than these are the strict reader's. */
export const NAME_START = kind(/[A-Za-z_]/);
export const NAME = kind(/[A-Za-z0-9._-]/);
/** Of the names of namespaces that nobody has to look at twice: their schemes, and what may follow these. */
export const SCHEME = kind(/[A-Za-z0-9+.-]/);
export const URI = kind(/[A-Za-z0-9._~:/?@!$'()*+,;=-]/);
/** Bytes that need no second look: in text all but `&`, `<`, `]`, in values all but `&`, `<` and quotes. */
export const PLAIN_TEXT = kind(/[\t\n\r -%'-;=-\\^-\xee\xf0-\xff]/);
export const PLAIN_VALUE = kind(/[\t\n\r !#-%(-;=-\xee\xf0-\xff]/);
/** In comments all but `-`, in CDATA sections all but `]`. */
export const PLAIN_COMMENT = kind(/[\t\n\r -,.-\xee\xf0-\xff]/);
export const PLAIN_CDATA = kind(/[\t\n\r -\\^-\xee\xf0-\xff]/);

/** Where a run of bytes of a kind ends, at the latest behind the last of all: to look beyond is many times dearer. */
export function runEnd(kind: Kind, bytes: Uint8Array, at: number): number {
  const { length } = bytes;
  while (at < length && kind[bytes[at] as number] === 1) at += 1;
  return at;
}

/** Where a name without colon ends. */
export const nameEnd = (bytes: Uint8Array, at: number): number =>
  at < bytes.length && NAME_START[bytes[at] as number] === 1 ? runEnd(NAME, bytes, at + 1) : NOT_SURE;

/** Where the part of a name behind its prefix begins: where the name does, when it has none. */
export function localPart(bytes: Uint8Array, name: number): number {
  const end = nameEnd(bytes, name);
  return end !== NOT_SURE && bytes[end] === COLON ? end + 1 : name;
}

/** True where these very bytes stand. Here and below a loop: by Buffer's own `compare` a name costs 4 to 18 times as much. */
export function stands(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let n = 0; n < expected.length; n += 1) if (bytes[at + n] !== expected[n]) return false;
  return true;
}

/** True where the same bytes stand at both places. */
export function same(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let n = 0; n < length; n += 1) if (bytes[one + n] !== bytes[other + n]) return false;
  return true;
}

/** True at U+FFFE and U+FFFF, in bytes that are known to be UTF-8. */
export const isForbidden = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === LEAD_OF_FORBIDDEN && bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe;
