import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { cutElement } from './cut';
import type { XmlDocument as Gated, XmlElement } from './document';
import { AGENCY_LIMITS } from './limits';
import { readXml } from './read';
import { XmlRefused } from './refused';
import { readSmall, readUnqualified, type SmallValue } from './small';

/** Made-up documents, the same in every run: odd but well-formed ones, and the same with something broken. */
function documents(seed: number, count: number): string[] {
  let state = seed;
  const random = (n: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  const pick = (from: readonly string[]) => from[random(from.length)] as string;
  const maybe = (text: string) => (random(3) === 0 ? text : '');
  const element = (depth: number): string => {
    const name = pick(['a', 'b', 'p:c', 'q:d', 'x-1', 'å']);
    const tag = `${name}${maybe(` xmlns="${pick(['', 'urn:1', 'urn:2'])}"`)}${maybe(` xmlns:p="urn:p${random(2)}"`)}${maybe(
      ` ${pick(['k', 'p:k', 'q:k', 'xml:lang'])}=${pick(['"v"', "'>'", '"&lt;\r\n"', '""'])}`,
    )}${pick(['', ' ', '\r\n'])}`;
    if (depth === 0 || random(5) === 0) return `<${tag}/>`;
    let content = '';
    for (let i = random(4); i >= 0; i--) content += pick(TEXTS) + element(depth - 1) + pick(TEXTS);
    return `<${tag}>${content}</${name}${pick(['', ' ', '\n'])}>`;
  };
  return Array.from({ length: count }, () => {
    let text = `<r xmlns:p="urn:p" xmlns:q="urn:q">${element(3)}</r>`;
    for (let i = random(4); i > 0; i--) {
      const at = random(text.length);
      const broken = random(3) === 0 ? '' : pick(PIECES);
      text = text.slice(0, at) + broken + text.slice(at + (broken === '' ? 1 + random(4) : 0));
    }
    return text;
  });
}

const TEXTS = [
  '',
  'x',
  ' ',
  '\r\n',
  '&amp;',
  '&#228;',
  '<![CDATA[ <]]]]>',
  '<!-- c -->',
  'åä',
  '\u{1F600}',
  '\t',
  ']]',
];
const PIECES = [
  ...[
    '<',
    '>',
    '/',
    '"',
    "'",
    '&',
    ';',
    '=',
    ':',
    '-',
    ' ',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x',
    '?>',
    'p:',
  ],
  ...['xmlns:p=""', '<a>', '</a>', '&#0;', '&#x41;', '&lt', '\u0000', '\uFFFE', '\u0085', '\u00b7', '\u0300'],
];

const all = (e: XmlElement): XmlElement[] => [e, ...e.children.flatMap(all)];

function gated(text: string): Gated | undefined {
  try {
    return readXml(Buffer.from(text), AGENCY_LIMITS);
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}

function letInByLibxml2(text: string): boolean {
  try {
    XmlDocument.fromBuffer(Buffer.from(text)).dispose();
    return true;
  } catch {
    return false;
  }
}

/** Everything a reader sees of an element, and what its prefixes stand for. */
function seen(e: XmlElement): unknown {
  const scope = ['', 'p', 'q'].map((prefix) => e.scope.get(prefix));
  return [e.uri, e.local, [...e.attributes], e.qualified, e.text, scope, e.children.map(seen)];
}

/** What readSmall should make of it. */
function small(e: XmlElement, prefixed = true): SmallValue {
  const out: Record<string, SmallValue> = {};
  for (const [name, value] of e.attributes) out[`@${name}`] = value;
  if (prefixed) for (const { local, value } of e.qualified) out[`@${local}`] = value;
  for (const c of e.children) {
    const before = out[c.local];
    const list = before === undefined ? [] : Array.isArray(before) ? (before as SmallValue[]) : [before];
    out[c.local] = before === undefined ? small(c, prefixed) : [...list, small(c, prefixed)];
  }
  const text = e.text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (Object.keys(out).length === 0) return text;
  return text === '' ? out : { ...out, '#text': text };
}

/** Without attributes that have a prefix, and without declarations; what is left of text is text alone. */
function unprefixed(value: SmallValue): SmallValue {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(unprefixed);
  const own = Object.entries(value as Record<string, SmallValue>).filter(
    ([name]) => !/^@(?:xmlns$|.*:)/.test(name),
  );
  const kept = Object.fromEntries(own.map(([name, one]) => [name, unprefixed(one)]));
  const names = Object.keys(kept);
  if (names.length === 0) return '';
  return names.length === 1 && names[0] === '#text' ? (kept['#text'] as SmallValue) : kept;
}

const SAMPLE = documents(777, 4_000);

describe('made-up documents', { timeout: 60_000 }, () => {
  it('are let in by the gate exactly when libxml2 reads them', () => {
    const wrong = SAMPLE.filter((text) => (gated(text) !== undefined) !== letInByLibxml2(text));
    expect(wrong).toEqual([]);
  });

  it('give the same element wherever a cutting is set in', () => {
    for (const [i, document] of SAMPLE.map(gated).entries()) {
      if (!document) continue;
      const elements = all(document.root);
      const e = elements[i % elements.length] as XmlElement;
      const { declarations, content } = cutElement(document, e);
      const carried = [...new Map([['', ''], ...declarations])].map(
        ([p, uri]) => ` xmlns${p && ':'}${p}="${uri}"`,
      );
      const inner = `<w:i${carried.join('')}>${Buffer.from(content).toString('utf8')}</w:i>`;
      const moved = readXml(Buffer.from(`<w:w xmlns:w="urn:w" xmlns="urn:z">${inner}</w:w>`), AGENCY_LIMITS);
      expect(moved.root.children[0]?.children.map(seen)).toEqual([seen(e)]);
    }
  });

  it('mean the same to both readers', () => {
    // The small reader refuses processing instructions.
    for (const text of SAMPLE) {
      const document = text.includes('<?') ? undefined : gated(text);
      if (!document) continue;
      expect(readSmall(Buffer.from(text), AGENCY_LIMITS)).toEqual({
        [document.root.local]: small(document.root),
      });
    }
  });

  it('mean the same to the reader of documents without namespaces, which refuses those that have any', () => {
    const outcomes = { read: 0, refused: 0 };
    for (const text of SAMPLE.map((one) => one.replaceAll(/(<\/?)[pq]:/g, '$1'))) {
      const document = text.includes('<?') ? undefined : gated(text);
      if (!document) continue;
      const read = () => readUnqualified(Buffer.from(text), AGENCY_LIMITS);
      const foreign = all(document.root).some(({ uri }) => uri !== '');
      outcomes[foreign ? 'refused' : 'read'] += 1;
      if (foreign) expect(read).toThrow(expect.objectContaining({ rule: 'element in a namespace' }));
      else expect(unprefixed(read())).toEqual({ [document.root.local]: small(document.root, false) });
    }
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(200);
  });
});
