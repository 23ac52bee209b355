import { MADE, type RenderedFile } from '../file.ts';

/** A text as it must be written in a table: one line, nothing taken for HTML, bars told apart from borders. */
const cell = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('|', '\\|')
    .replace(/`[^`]*`|</g, (match) => (match === '<' ? '\\<' : match));

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** A table; nothing when it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** A text as code, or a dash for an empty one. */
export const code = (text: string): string => (text === '' ? '–' : `\`${text}\``);

/** A page of parts with an empty line between them. Its first lines say that nobody is to edit it. */
export function page(path: string, title: string, ...parts: readonly string[]): RenderedFile {
  const made = `<!-- ${MADE} -->`;
  return { path, text: `${[made, `# ${title}`, ...parts.filter((part) => part !== '')].join('\n\n')}\n` };
}
