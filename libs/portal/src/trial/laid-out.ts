import type { XmlOut } from '@ssbtek/xml';
import { escaped } from '../html';

const attributesOf = ({ namespaces = {}, attributes = {} }: XmlOut): string =>
  [
    ...Object.entries(namespaces).map(
      ([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri] as const,
    ),
    ...Object.entries(attributes),
  ]
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');

/** An element of text or of elements, laid out as people write it. */
function lines(out: XmlOut, indent: string): readonly string[] {
  const tag = out.name + attributesOf(out);
  const inside = out.children.flatMap((child) =>
    typeof child === 'string' || 'raw' in child ? [] : lines(child, `${indent}  `),
  );
  const text = out.children.filter((child) => typeof child === 'string').join('');
  if (out.children.length === 0) return [`${indent}<${tag}/>`];
  if (inside.length === 0) return [`${indent}<${tag}>${escaped(text)}</${out.name}>`];
  return [`${indent}<${tag}>`, ...inside, `${indent}</${out.name}>`];
}

/** A document as it is sent and shown. */
export const laidOut = (root: XmlOut): string =>
  ['<?xml version="1.0" encoding="UTF-8"?>', ...lines(root, ''), ''].join('\n');

/** What ends what begins otherwise than a tag. */
const ENDS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
/** It cannot fail, so it is never tried again from further on: a document may end in the middle of a tag. */
const TAG = /<(?:"[^"]*"|'[^']*'|[^'">]+)*>?/y;

/** Where a comment, CDATA, an instruction, a tag or a text ends that begins here. */
function endOf(source: string, at: number): number {
  const behind = (end: string): number => {
    const found = source.indexOf(end, at);
    return found < 0 ? source.length : found + end.length;
  };
  const [, close] = ENDS.find(([open]) => source.startsWith(open, at)) ?? [];
  if (close !== undefined) return behind(close);
  if (source[at] !== '<') return source.indexOf('<', at) < 0 ? source.length : source.indexOf('<', at);
  TAG.lastIndex = at;
  return at + (TAG.exec(source)?.[0].length ?? 1);
}

/** The pieces of a document that is well-formed, or of its beginning. */
function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < source.length;) {
    const end = endOf(source, at);
    tokens.push(source.slice(at, end));
    at = end;
  }
  return tokens;
}

const isText = (token: string | undefined): boolean =>
  token !== undefined && (!token.startsWith('<') || token.startsWith('<![CDATA['));
const isOpening = (token: string): boolean => /^<[^/!?]/.test(token) && !token.endsWith('/>');

/** A line of a document that is laid out: an element that has no elements in it is one. */
export interface Line {
  readonly depth: number;
  readonly text: string;
  /** What follows, down to a line that closes, is inside of it. */
  readonly part?: 'opens' | 'closes';
}

/** Somebody's document with a line for each element, for reading: what stands in it is not changed otherwise. */
export function linesOf(source: string): readonly Line[] {
  const tokens = tokensOf(source).filter((token) => token.trim() !== '');
  const out: Line[] = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (token.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      out.push({ depth, text: token.trim(), part: 'closes' });
      continue;
    }
    if (!isOpening(token)) {
      out.push({ depth, text: token.trim() });
      continue;
    }
    const end = at + (isText(tokens[at + 1]) ? 2 : 1);
    const alone = tokens[end]?.startsWith('</') ?? false;
    const text = alone ? tokens.slice(at, end + 1).join('') : token;
    out.push({ depth, text, ...(!alone && { part: 'opens' }) });
    if (alone) at = end;
    else depth += 1;
  }
  return out;
}
