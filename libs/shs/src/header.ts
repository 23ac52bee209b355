import { fromLatin1 } from './bytes';
import { illegalStructure } from './codes';

/** Header fields by lower-case name, folded lines joined. The first of a name counts. */
export type Headers = ReadonlyMap<string, string>;

/** A structured field value: `text/xml; charset=UTF-8`. Value and parameter names in lower case. */
export interface FieldValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Of one block of header lines: far more than MIME parts have. */
const MAX_BYTES = 16 * 1024;
const FIELD = /^([!-9;-~]+)[ \t]*:[ \t]*([^]*)$/;
const PARAMETER = /\s*;\s*(?:([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\[^])*)"|([^\s;"]+)))?/y;

/**
 * Reads header fields up to the first empty line (CRLF or LF).
 * @returns the fields and where the content begins
 * @throws ShsRefused when a line is not a header field, or there is too much of them
 */
export function readHeaders(bytes: Uint8Array): { readonly headers: Headers; readonly contentStart: number } {
  const lines: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf(0x0a, at);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    if (end > MAX_BYTES) throw illegalStructure('a part has too many header lines');
    const line = fromLatin1(bytes.subarray(at, end)).replace(/\r$/, '');
    at = end + 1;
    if (line === '') break;
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push((lines.pop() as string) + line);
    else lines.push(line);
  }
  return { headers: fields(lines), contentStart: Math.min(at, bytes.length) };
}

function fields(lines: readonly string[]): Headers {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw illegalStructure('a header line is not a header field');
    const key = name.toLowerCase();
    if (!headers.has(key)) headers.set(key, value.trim());
  }
  return headers;
}

/** Splits a field value into value and parameters; quoted strings with escapes are heeded, folding is white space. */
export function readFieldValue(field: string): FieldValue {
  const value = /^[^;]*/.exec(field)?.[0] ?? '';
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = value.length;
  for (let match = PARAMETER.exec(field); match; match = PARAMETER.exec(field)) {
    const [, name, quoted, plain] = match;
    if (name === undefined) continue;
    const text = quoted?.replace(/\\([^])/g, '$1') ?? plain ?? '';
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), text);
  }
  return { value: value.trim().toLowerCase(), parameters };
}
