import {
  AMPERSAND,
  APOSTROPHE,
  CLOSE_BRACKET,
  DASH,
  GREATER,
  isForbidden,
  LEAD_OF_FORBIDDEN,
  LESS,
  NOT_SURE,
  PLAIN_CDATA,
  PLAIN_COMMENT,
  PLAIN_TEXT,
  PLAIN_VALUE,
  QUOTE,
  runEnd,
} from './bytes';
import { referenceEnd } from './references';

/** Where character data ends: at the next `<`. `]]>` must not stand in it (XML 1.0, 2.4). */
export function textEnd(bytes: Buffer, at: number): number {
  for (;;) {
    at = runEnd(PLAIN_TEXT, bytes, at);
    const byte = bytes[at];
    if (byte === LESS) return at;
    if (byte === AMPERSAND) {
      at = referenceEnd(bytes, at);
      if (at === NOT_SURE) return NOT_SURE;
    } else if (byte === CLOSE_BRACKET) {
      if (bytes[at + 1] === CLOSE_BRACKET && bytes[at + 2] === GREATER) return NOT_SURE;
      at += 1;
    } else if (byte === LEAD_OF_FORBIDDEN && !isForbidden(bytes, at)) at += 1;
    else return NOT_SURE;
  }
}

/** Where an attribute's value ends: at the quote that it began with. `at` is the first byte behind that. */
export function valueEnd(bytes: Buffer, at: number, quote: number): number {
  for (;;) {
    at = runEnd(PLAIN_VALUE, bytes, at);
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === AMPERSAND) {
      at = referenceEnd(bytes, at);
      if (at === NOT_SURE) return NOT_SURE;
    } else if (byte === QUOTE || byte === APOSTROPHE) at += 1;
    else if (byte === LEAD_OF_FORBIDDEN && !isForbidden(bytes, at)) at += 1;
    else return NOT_SURE;
  }
}

/** Behind a comment. `at` is behind its `<!--`. */
export function commentEnd(bytes: Buffer, at: number): number {
  for (;;) {
    at = runEnd(PLAIN_COMMENT, bytes, at);
    const byte = bytes[at];
    if (byte === DASH) {
      if (bytes[at + 1] === DASH) return bytes[at + 2] === GREATER ? at + 3 : NOT_SURE;
      at += 1;
    } else if (byte === LEAD_OF_FORBIDDEN && !isForbidden(bytes, at)) at += 1;
    else return NOT_SURE;
  }
}

/** Behind a CDATA section. `at` is behind its `<![CDATA[`. */
export function cdataEnd(bytes: Buffer, at: number): number {
  for (;;) {
    at = runEnd(PLAIN_CDATA, bytes, at);
    const byte = bytes[at];
    if (byte === CLOSE_BRACKET) {
      if (bytes[at + 1] === CLOSE_BRACKET && bytes[at + 2] === GREATER) return at + 3;
      at += 1;
    } else if (byte === LEAD_OF_FORBIDDEN && !isForbidden(bytes, at)) at += 1;
    else return NOT_SURE;
  }
}
