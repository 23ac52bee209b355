import { html, type Html, type Part } from '../html';
import { linesOf, type Line } from './laid-out';

/** Elements from this depth on are folded at first: the agencies of an answer can be seen in one look. */
const FOLDED_DEPTH = 5;

/** What a line costs beside its letters, so that many short lines do not become a huge page. */
const LINE_COST = 40;

/** The name at the beginning of a tag, and the names of attributes in it. */
const NAMES = /(<\/?)([^\s<>/?!="']+)|(\s)([^\s<>/="']+)(?==["'])/g;

/** A document to read: names in colours, and each element with elements inside can be folded. Works without scripts. */
export function foldedXml(
  source: string,
  mostLetters: number,
): { readonly shown: Html; readonly cut: boolean } {
  const lines: Line[] = [];
  let left = mostLetters;
  // What is cut is cut at a line, but for one that is longer than all that may be shown.
  const all = linesOf(source.slice(0, 10 * mostLetters));
  for (const line of all) {
    if (left <= 0) break;
    lines.push({ ...line, text: line.text.slice(0, left) });
    left -= line.text.length + LINE_COST;
  }
  const [last, shownLast] = [all[lines.length - 1], lines.at(-1)];
  const cut = last?.text !== shownLast?.text || lines.length < all.length || source.length > 10 * mostLetters;
  return { shown: html`<div class="xml" lang="sv" translate="no">${inside({ lines, at: 0 })}</div> `, cut };
}

/** Where in the lines the writer is. */
interface Place {
  readonly lines: readonly Line[];
  at: number;
}

/** Everything up to the line that closes what was opened before, or to the end. */
function inside(place: Place): Part {
  const parts: Part[] = [];
  for (let line = place.lines[place.at]; line && line.part !== 'closes'; line = place.lines[place.at]) {
    place.at += 1;
    parts.push(line.part === 'opens' ? element(place, line) : html`<div>${coloured(line.text)}</div>`);
  }
  return parts;
}

function element(place: Place, { depth, text }: Line): Html {
  const content = inside(place);
  const closing = place.lines[place.at];
  place.at += 1;
  return html`<details ${depth < FOLDED_DEPTH && html`open`}>
    <summary>${coloured(text)}</summary>
    <div>${content}</div>
    ${closing && coloured(closing.text)}
  </details>`;
}

/** A line with the names in it marked. */
function coloured(text: string): Part {
  if (!text.startsWith('<') || /^<(?:!|\?)/.test(text)) return text;
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: found, 1: open, 2: name, 3: space, 4: attribute, index } of text.matchAll(NAMES)) {
    parts.push(text.slice(at, index));
    parts.push(name === undefined ? [space, html`<i>${attribute}</i>`] : [open, html`<b>${name}</b>`]);
    at = index + found.length;
  }
  return [...parts, text.slice(at)];
}
