import type { Rule } from '../../test/contract/rules.ts';
import type { TestTitle } from './titles.ts';

const CITES = /(?:contracts\.md|seed|architecture) (?:\d|appendix)/;

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

const cell = (text: string): string => text.replaceAll('|', '\\|');
const link = (file: string): string => `[${file.replace(/.*\//, '')}](../${file})`;

/** The page: a table of every rule, and how many there are. */
export function coveragePage(covered: readonly Covered[]): string {
  const guesses = covered.filter(({ rule }) => rule.guess).length;
  const rows = covered.map(({ rule: { id, rule, source, guess }, files }) =>
    [id, cell(rule), files.map(link).join(', '), source, guess ? 'guess' : ''].join(' | '),
  );
  return [
    '<!-- Made by tools/contract-coverage.ts; change test/contract/rules or the tests instead. -->',
    '',
    '# Which test shows which rule of the contract',
    '',
    `${covered.length} rules, ${guesses} of them guesses: found nowhere, reasoned. Everything else stands in the source that is named. A test counts when its name cites a source.`,
    '',
    '| rule | what must hold | tests | source | guess |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}
