import { child, type XmlElement } from '@ssbtek/xml';
import { QuestionRefused } from '../version';

/** White space as XML knows it; `trim` would take more. */
const isSpace = (text: string, at: number): boolean => '\t\n\r '.includes(text.charAt(at));

/** The value of a token, date or boolean: white space around it does not count. Linear in any text. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

/** A child that the schema has already demanded. */
export function required(parent: XmlElement, local: string): XmlElement {
  const found = child(parent, local);
  if (!found) throw new Error(`valid against the schema, but without ${local}`);
  return found;
}

/** The text of a required child as written: xs:string keeps its white space. */
export const stringOf = (parent: XmlElement, local: string): string => required(parent, local).text;

/** The text of a required child whose type collapses white space. */
export const tokenOf = (parent: XmlElement, local: string): string => trimmed(stringOf(parent, local));

/** xs:boolean, already valid: `1` and `true` are true, an empty element takes the schema's default, false. */
export const isTrue = (text: string): boolean => ['1', 'true'].includes(trimmed(text));

/** A valid day as written, without its time zone: a day is a day of the Swedish calendar (sources.md 1.3). */
export const dayOf = (parent: XmlElement, local: string): string =>
  tokenOf(parent, local).replace(/(?:Z|[+-]\d{2}:\d{2})$/, '');

/**
 * The general part's days and times must be ones that every agency can be asked with and every caller can read back.
 * @throws QuestionRefused
 */
export function refuseOddYear(local: string, day: string): void {
  if (!/^\d{4}-/.test(day)) throw new QuestionRefused(`${local}: årtalet måste ha fyra siffror`);
}
