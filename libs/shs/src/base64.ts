import { ShsRefused } from './codes';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;
const LINE = 76;
const STRAY = 255;
const SKIP = 254;

const VALUES = new Uint8Array(256).fill(STRAY);
for (let value = 0; value < 64; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;
for (const space of ' \t\r\n') VALUES[space.charCodeAt(0)] = SKIP;

const refused = (): ShsRefused => new ShsRefused('IllegalDatapartContent', 'a part is not valid base64');

/**
 * Decodes base64 with line breaks. Stricter than RFC 2045, which lets readers skip foreign characters: a damaged
 * document must not turn into another one.
 * @throws ShsRefused for stray characters, wrong padding or a length that cannot be
 */
export function decodeBase64(encoded: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.floor((encoded.length * 3) / 4));
  let [length, bits, held, padding] = [0, 0, 0, 0];
  for (const byte of encoded) {
    const value = VALUES[byte] as number;
    if (value === SKIP) continue;
    if (byte === PAD) {
      padding += 1;
      continue;
    }
    if (value === STRAY || padding > 0) throw refused();
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length] = (held >> bits) & 0xff;
      length += 1;
    }
  }
  // After whole groups of four nothing is left; two characters leave 4 bits and want `==`, three leave 2 and want `=`.
  if (bits === 6 || padding !== bits / 2) throw refused();
  return out.slice(0, length);
}

/** Encodes with line breaks (CRLF) after 76 characters, as MIME wants. */
export function encodeBase64(bytes: Uint8Array): string {
  let line = '';
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1], bytes[at + 2]];
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    line += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    line += b === undefined ? '=' : ALPHABET.charAt((group >> 6) & 63);
    line += c === undefined ? '=' : ALPHABET.charAt(group & 63);
    if (line.length === LINE) {
      lines.push(line);
      line = '';
    }
  }
  return (line === '' ? lines : [...lines, line]).join('\r\n');
}
