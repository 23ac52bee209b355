import type { Rule } from '../../test/contract/rules.ts';
import type { TestTitle } from './titles.ts';

const CITES = /(?:sources\.md|seed|architecture) (?:\d|appendix)/;

/** A rule and the files of the tests that show it. */
export interface Covered {
  readonly rule: Rule;
  readonly files: readonly string[];
}

/** Which tests show which rule: none when one of its patterns finds nothing. A test counts when its full name cites a source. */
export function coverageOf(rules: readonly Rule[], titles: readonly TestTitle[]): readonly Covered[] {
  const naming = titles
    .filter(({ title }) => CITES.test(title))
    .map(({ file, title }) => ({ file, name: `${file} ${title.replace(/\s+/g, ' ')}` }));
  const shownBy = (pattern: RegExp): readonly string[] =>
    naming.filter(({ name }) => pattern.test(name)).map(({ file }) => file);
  return rules.map((rule) => {
    const found = rule.tests.map(shownBy);
    const complete = found.length > 0 && found.every((files) => files.length > 0);
    return { rule, files: complete ? [...new Set(found.flat())].toSorted() : [] };
  });
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Every rule in a line of CSV: its tests with spaces between them. */
export const coverageCsv = (covered: readonly Covered[]): string =>
  [
    'rule,what must hold,source,guess,tests',
    ...covered.map(({ rule: { id, rule, source, guess }, files }) =>
      [id, rule, source, guess ? 'guess' : '', files.join(' ')].map(quoted).join(','),
    ),
    '',
  ].join('\n');

/**
 * The page: how many rules each section has.
 * @param titles of the sections of docs/sources.md, by number
 */
export function coveragePage(covered: readonly Covered[], titles: ReadonlyMap<string, string>): string {
  const sections = Map.groupBy(covered, ({ rule }) => rule.id.split('-')[0] ?? '');
  const row = (name: string, of: readonly Covered[]): string => {
    const guesses = of.filter(({ rule }) => rule.guess).length;
    return `| ${[name, of.length, guesses, new Set(of.flatMap(({ files }) => files)).size].join(' | ')} |`;
  };
  return [
    '<!-- Made by tools/contract-coverage.ts; change test/contract/rules or the tests instead. -->',
    '',
    '# Which tests show the rules of the contract',
    '',
    'Each rule, its source and its tests: [contract-coverage.csv](contract-coverage.csv). A guess was found nowhere; everything else stands in the source that is named. A test counts when its name cites a source. `npm run check` fails while a rule has none.',
    '',
    '| section of [sources.md](sources.md) | rules | guesses | files with tests |',
    '| --- | --- | --- | --- |',
    ...[...sections].map(([section, of]) => row(`${section} ${titles.get(section) ?? ''}`.trim(), of)),
    row('all', covered),
    '',
  ].join('\n');
}
