/** Markup that may stand in a page as it is. Made by {@link html} alone, so that nothing gets in unescaped. */
export class Html {
  private constructor(readonly text: string) {}

  /** For markup that this project wrote itself, character by character. */
  static readonly made = (text: string): Html => new Html(text);
}

/** What can stand in a template: text is escaped, markup is not, nothing is nothing. */
export type Part = Html | string | number | false | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and inside of quoted attributes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(written).join('');
}

const TIGHT = new WeakMap<TemplateStringsArray, readonly string[]>();

/** A template's own text without the indentation that it has for us: a third of a page otherwise. */
function tight(strings: TemplateStringsArray): readonly string[] {
  const before = TIGHT.get(strings);
  if (before) return before;
  const made = strings.map((string) => string.replace(/\n\s*/g, '\n'));
  TIGHT.set(strings, made);
  return made;
}

/** Markup from a template; each value is escaped unless it is markup itself. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = tight(strings)
    .map((string, i) => string + (i < parts.length ? written(parts[i]) : ''))
    .join('');
  return Html.made(text);
}
