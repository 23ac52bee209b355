import { NOT_SURE, stands } from './bytes';

const SEMICOLON = 0x3b;
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const WRITTEN = Object.keys(PREDEFINED).map((name) => Buffer.from(`&${name};`));
/** Of a reference that is looked at: `&#1114111;` is nine bytes long. */
const LONGEST = 10;

/** Behind a reference to a character that XML knows or allows. `at` is its `&`. */
export function referenceEnd(bytes: Buffer, at: number): number {
  for (const written of WRITTEN) if (stands(bytes, at, written)) return at + written.length;
  const most = Math.min(at + LONGEST, bytes.length);
  for (let end = at + 2; end < most; end += 1)
    if (bytes[end] === SEMICOLON)
      return resolved(bytes.toString('latin1', at + 1, end)) === undefined ? NOT_SURE : end + 1;
  return NOT_SURE;
}

/** The character that a reference stands for, undefined where XML has none. `name` is what stands between `&` and `;`. */
function resolved(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
  const code = codeOf(name);
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

function codeOf(name: string): number {
  if (/^#[0-9]+$/.test(name)) return Number.parseInt(name.slice(1), 10);
  return /^#x[0-9A-Fa-f]+$/.test(name) ? Number.parseInt(name.slice(2), 16) : Number.NaN;
}

/** The characters of XML 1.0 (2.2). */
const isCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const MARKUP = /\r\n?|&([^;]+);|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>/g;
/** What a piece of content seldom holds besides references. */
const RARE = /[\r<]/;
const LINE_END = /\r\n?/g;
const IN_VALUE = /\r\n|[\t\r\n]|&([^;]+);/g;

/** What a piece of content that was scanned says: references resolved, comments left out, line ends as XML wants them. */
export function characterData(piece: string): string {
  if (!RARE.test(piece)) return withReferences(piece);
  return piece.replace(MARKUP, (whole: string, reference?: string, cdata?: string) => {
    if (reference !== undefined) return resolved(reference) ?? whole;
    if (cdata !== undefined) return cdata.replace(LINE_END, '\n');
    return whole.startsWith('<') ? '' : '\n';
  });
}

/** The text with its references resolved: a document within a document has one for each of its tags. */
function withReferences(text: string): string {
  const [first = '', ...parts] = text.split('&');
  let out = first;
  for (const part of parts) {
    const end = part.indexOf(';');
    out += (resolved(part.slice(0, end)) ?? '') + part.slice(end + 1);
  }
  return out;
}

/** What the value of an attribute that was scanned says. White space in it is a space (XML 1.0, 3.3.3). */
export const attributeValue = (piece: string): string =>
  piece.replace(IN_VALUE, (whole: string, reference?: string) =>
    reference === undefined ? ' ' : (resolved(reference) ?? whole),
  );
