import { existsSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { filesIn, ROOT, textOf } from './workspace';

/** Pages with numbered sections, by the name that citations use. */
const PAGES: Readonly<Record<string, string>> = {
  'sources.md': 'docs/sources.md',
  seed: 'docs/sources.md',
  architecture: 'docs/architecture.md',
  'faults.md': 'docs/faults.md',
};
const SECTION = String.raw`(?:\d+(?:\.\d+)*(?: #\d+)?|I\d+|appendix [a-z])(?![\w%])`;
const CITATION = new RegExp(
  String.raw`\b(sources\.md|[Ss]eed|architecture|faults\.md|ADRs?) (${SECTION}(?:(?:,| and| to|;) (?:and )?${SECTION})*)`,
  'g',
);
const EACH_SECTION = new RegExp(SECTION, 'g');
const PAGE = /(?<![\w/-])((?:[\w.@-]+\/)*[\w-]+\.md)(?![\w/])/g;
const LINK = /\]\(([^)\s]+)\)/g;

/** Text as one line: a citation may go on behind the mark of the next line of a comment. */
const unwrapped = (text: string): string => text.replace(/\s*\n\s*(?:\*(?!\/)|\/\/+|#)?\s*/g, ' ');

/** Anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const headingsOf = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);

/** What may be cited: `sources.md 1.3`, `seed 8.4`, `architecture 11`, `faults.md 15`, `ADR 30`. */
export function citables(): ReadonlySet<string> {
  const found = filesIn('docs/adr/*.md').map((file) => `ADR ${Number(basename(file).slice(0, 4))}`);
  for (const [name, page] of Object.entries(PAGES)) {
    // A chapter of the seed is a row of a table, as are numbered rows of any page; other sections are headings.
    const rows = [...textOf(page).matchAll(/^\| (seed )?([\w# .]+?) +\|/gm)];
    for (const [, seed = '', section = ''] of rows)
      if ((name === 'seed') === (seed !== '')) found.push(`${name} ${section}`);
    if (name !== 'seed')
      for (const heading of headingsOf(page)) found.push(`${name} ${heading.split(/[ .](?!\d)/)[0]}`);
  }
  return new Set(found);
}

/** Every citation of a text, one for each section: `sources.md 1.3, 2.3` are two, ADR 0007 is ADR 7. */
export const citationsIn = (text: string): readonly string[] =>
  [...unwrapped(text).matchAll(CITATION)].flatMap(([, name = '', sections = '']) =>
    [...sections.matchAll(EACH_SECTION)].map(
      ([section]) => `${name.replace('Seed', 'seed').replace('ADRs', 'ADR')} ${section.replace(/^0+/, '')}`,
    ),
  );

/** Pages that a text names and nobody has written, by their names alone: a text says `operate.md` for docs/operate.md. */
export function unknownPagesIn(text: string, pages: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(PAGE)].map(([, page = '']) => page).filter((page) => !pages.has(basename(page)));
}

/** Links of a Markdown file that lead to no file, or to no heading of it. */
export function deadLinksOf(file: string): readonly string[] {
  return [...textOf(file).matchAll(LINK)]
    .map(([, target = '']) => target)
    .filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? file : normalize(join(dirname(file), decodeURI(path)));
      if (!existsSync(join(ROOT, to))) return true;
      return anchor !== undefined && to.endsWith('.md') && !headingsOf(to).map(anchorOf).includes(anchor);
    });
}
