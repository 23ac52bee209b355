import { escaped, html, Html } from './html';

/** How a page of Markdown becomes part of another page. */
export interface Rendering {
  /** Where a link leads to from here; undefined: nowhere, its text stands alone. */
  readonly link: (target: string) => string | undefined;
  /** How many levels lower its headings stand. */
  readonly deeper?: number;
  /** What a box with a table in it is called, after the heading above it. */
  readonly tableUnder: (heading: string) => string;
}

/** Anchor of a heading, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** What stands between lines of Markdown: code, strong, emphasis, links. Everything else is text. */
export function inline(text: string, link: Rendering['link']): Html {
  const pattern = /`([^`]+)`|\*\*(.+?)\*\*|\b_([^_]+)_\b|\[((?:`[^`]*`|[^\]])+)\]\(([^)\s]+)\)/g;
  let [out, from] = ['', 0];
  for (const match of text.matchAll(pattern)) {
    const [whole, code, strong, emphasis, label, target] = match;
    out += escaped(text.slice(from, match.index));
    from = match.index + whole.length;
    if (code !== undefined) out += html`<code>${code}</code>`.text;
    else if (strong !== undefined) out += html`<strong>${inline(strong, link)}</strong>`.text;
    else if (emphasis !== undefined) out += html`<em>${inline(emphasis, link)}</em>`.text;
    else out += linked(inline(label ?? '', link), link(target ?? '')).text;
  }
  return Html.made(out + escaped(text.slice(from)));
}

const linked = (label: Html, href: string | undefined): Html =>
  href === undefined ? label : html`<a href="${href}">${label}</a>`;

/** Cells of a table's line; a bar that belongs to a text has a stroke in front of it. */
const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

type Block = (lines: readonly string[], rendering: Rendering, heading: string) => Html;

const heading: Block = ([line = ''], { link, deeper = 0 }) => {
  const [, marks = '', text = ''] = /^(#+) (.*)$/.exec(line) ?? [];
  const level = Math.min(marks.length + deeper, 6);
  const content = inline(text, link);
  return html`${Html.made(`<h${level} id="${escaped(anchorOf(text))}">`)}${content}${Html.made(`</h${level}>\n`)}`;
};

const list =
  (tag: 'ul' | 'ol'): Block =>
  (lines, { link }) => {
    const items = lines.join('\n').split(/\n(?=(?:-|\d+\.) )/);
    const texts = items.map((item) => item.replace(/^(?:-|\d+\.) /, '').replace(/\n */g, ' '));
    const inner = texts.map((text) => html`<li>${inline(text, link)}</li> `);
    return html`${Html.made(`<${tag}>\n`)}${inner}${Html.made(`</${tag}>\n`)}`;
  };

const table: Block = ([head = '', , ...rows], { link, tableUnder }, under) =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="${tableUnder(under)}">
    <table>
      <thead>
        <tr>
          ${cellsOf(head).map((cell) => html`<th scope="col">${inline(cell, link)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${cellsOf(row).map((cell) => html`<td>${inline(cell, link)}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;

const fenced: Block = (lines) => html`<pre><code>${lines.slice(1, -1).join('\n')}</code></pre> `;

const paragraph: Block = (lines, { link }) => html`<p>${inline(lines.join(' '), link)}</p> `;

const BLOCKS: ReadonlyArray<readonly [begins: RegExp, block: Block]> = [
  [/^#+ /, heading],
  [/^```/, fenced],
  [/^\|/, table],
  [/^- /, list('ul')],
  [/^\d+\. /, list('ol')],
];

/** Blocks: lines with an empty one between; a fence holds empty lines too. */
const blocksOf = (text: string): readonly (readonly string[])[] =>
  (text.match(/^```[^]*?^```$|^[^\n]+(?:\n[^\n]+)*/gm) ?? []).map((block) => block.split('\n'));

/**
 * The Markdown that the guide is written in: headings, paragraphs, flat lists, tables, fences, and {@link inline}.
 * What is not among it is shown as the text that it is.
 */
export function markdown(text: string, rendering: Rendering): Html {
  let under = '';
  const made = blocksOf(text).map((lines) => {
    const [line = ''] = lines;
    const [, block = paragraph] = BLOCKS.find(([begins]) => begins.test(line)) ?? [];
    if (block === heading) under = line.replace(/^#+ |[`*]/g, '');
    return block(lines, rendering, under);
  });
  return html`${made}`;
}
