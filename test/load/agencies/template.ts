/** A simulated agency's answer to one question, cut where it depends on the question. */
export interface Template {
  /** Pieces that are always the same, and between them what is filled in: an index into {@link Echoed}, or -1: the part. */
  readonly pieces: readonly string[];
  readonly fills: readonly number[];
  /** The part of the answer that is base64 encoded, if there is one. */
  readonly encoded?: Template;
}

/** What answers repeat of a question: the person's ten digits, the proof of the answer, identifiers. */
export type Echoed = readonly string[];

const LINE = 76;
const ENCODED = /(Content-Transfer-Encoding: base64\r?\n\r?\n)([A-Za-z0-9+/=\r\n]+?)(\r?\n--)/;
const ENCODED_MARK = '\u0000';

/** Cuts an answer (bytes as latin1). */
export function templateOf(answer: string, echoed: Echoed): Template {
  const [, head = '', content, tail = ''] = ENCODED.exec(answer) ?? [];
  if (content === undefined) return cut(answer, echoed);
  const outer = answer.replace(ENCODED, () => head + ENCODED_MARK + tail);
  const inner = Buffer.from(content, 'base64').toString('latin1');
  return { ...cut(outer, echoed), encoded: cut(inner, echoed) };
}

/** The answer to another question. */
export function filled({ pieces, fills, encoded }: Template, echoed: Echoed): string {
  const part = encoded ? inLines(filled(encoded, echoed)) : '';
  return fills.reduce(
    (text, fill, at) => text + (fill < 0 ? part : (echoed[fill] ?? '')) + (pieces[at + 1] ?? ''),
    pieces[0] ?? '',
  );
}

function cut(text: string, echoed: Echoed): Template {
  const known = [...echoed, ENCODED_MARK].filter((value) => value !== '');
  const pattern = new RegExp(known.map(literally).join('|'), 'g');
  const fills = (text.match(pattern) ?? []).map((value) => echoed.indexOf(value));
  return { pieces: text.split(pattern), fills };
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function inLines(content: string): string {
  const text = Buffer.from(content, 'latin1').toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += LINE) lines.push(text.slice(at, at + LINE));
  return lines.join('\r\n');
}
