import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { render } from '../../tools/new-bastjanst/template';
import { agencyMistakes } from './support/agency';
import { filesIn, KODER, ROOT, sourceFiles, textOf } from './support/workspace';

/** Where agencies may be named in code. */
const HOME = /^(?:libs\/bastjanster\/|libs\/contract-versions\/|apps\/worker-)/;
/** The stories of the fictive persons: what each agency says about them, told in one place. */
const STORIES = /^libs\/bastjanst-kit\/src\/personas(?:-apart)?\.ts$/;
/** Made lists of documents, which are called what they are about. */
const LISTS = 'libs/portal/src/made/';

const lower = new Set(KODER);
const upper = new Set(KODER.map((kod) => kod.toUpperCase()));

/** Agencies named by a text in code: as an upper-case word, or as a word of a text that is no sentence. */
function namedByText(text: string): boolean {
  if (text.split(/[^A-Za-z0-9]+/).some((word) => upper.has(word))) return true;
  return !/\s/.test(text) && text.split(/[^A-Za-z0-9]+/).some((word) => lower.has(word));
}

/** Agencies named by an identifier: as a whole, or as one of its words; the English word `so` only as a whole. */
const namedByIdentifier = (name: string): boolean =>
  lower.has(name) ||
  name
    .split(/_|(?<=[a-z0-9])(?=[A-Z])/)
    .some((word) => word !== 'so' && (lower.has(word) || upper.has(word)));

/** Names of agencies in code, comments left out. */
function namesIn(code: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && namedByIdentifier(node.text)) found.push(node.text);
    if (
      (ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddle(node) ||
        ts.isTemplateTail(node)) &&
      namedByText(node.text)
    )
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', code, ts.ScriptTarget.Latest));
  return found;
}

describe('agencies are named at home only', () => {
  const files = sourceFiles('apps/**/*.ts', 'libs/**/*.ts').filter(
    (file) => !HOME.test(file) && !STORIES.test(file) && !file.startsWith(LISTS),
  );

  it('is looked for in all other code', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('is so', () => {
    const named = files.flatMap((file) => namesIn(textOf(file)).map((name) => `${file}: ${name}`));
    expect(named).toEqual([]);
  });

  it.each([
    ['a code', "const a = 'csn';"],
    ['an element', "const a = 'CSN';"],
    ['an element in a sentence', "const a = 'Ask CSN again.';"],
    ['a variable', "const a = 'SSBTEK_AGENCY_FK_URL';"],
    ['an app', "const a = 'worker-so';"],
    ['an alias', "import '@ssbtek/bastjanst-af';"],
    ['a key', 'const a = { tns: 1 };'],
    ['an identifier', 'const miv = 1;'],
    ['part of an identifier', 'const fkAnswer = 1;'],
    ['a template', 'const a = `${b}/skv`;'],
    ['a case', "switch (a) { case 'so': b(); }"],
  ])('%s would be found', (_, code) => {
    expect(namesIn(code)).not.toEqual([]);
  });

  it.each([
    ['a comment', '/* CSN */ const a = 1; // af'],
    ['English', "const a = 'so that it is so';"],
    ['a word with it', "const a = ['csna', 'skvadron', 'reason', 'isolate'];"],
    ['a longer identifier', 'const soapSoon = after;'],
  ])('%s would not', (_, code) => {
    expect(namesIn(code)).toEqual([]);
  });
});

describe('every agency has the same files', () => {
  it('and there are agencies', () => {
    expect(KODER.length).toBeGreaterThanOrEqual(7);
  });

  it.each(KODER)('%s', (kod) => {
    expect(agencyMistakes(kod, ROOT)).toEqual([]);
  });

  it('which would be noticed otherwise', () => {
    expect(agencyMistakes('registry', ROOT)).not.toEqual([]);
  });
});

describe('every worker is the same shell but for its code', () => {
  it.each(KODER)('%s', (kod) => {
    const shell = render({ kod, namn: '' }).filter(({ path }) => path.startsWith('apps/'));
    expect(shell.length).toBe(2);
    expect(filesIn(`apps/worker-${kod}/**/*`)).toEqual(shell.map(({ path }) => path));
    for (const { path, text } of shell) expect(textOf(path), path).toBe(text);
  });

  it('and there is no worker without an agency', () => {
    const workers = filesIn('apps/worker-*/project.json').map((path) => path.split('/')[1]);
    expect(workers).toEqual(KODER.map((kod) => `worker-${kod}`));
  });

  it('and every agency is in the registry', () => {
    for (const kod of KODER)
      expect(textOf('libs/bastjanster/registry/src/bastjanster.ts')).toContain(`'@ssbtek/bastjanst-${kod}'`);
  });
});
