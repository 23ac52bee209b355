import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { WORKSPACE } from '../build/bundle.ts';
import { MADE, type RenderedFile } from './file.ts';

const FOLDER = 'libs/portal/src/made';
const LANGUAGES = ['sv', 'en'];

const filesIn = (folder: string): readonly string[] =>
  globSync(`${folder}/*`, { cwd: WORKSPACE })
    .map((path) => basename(path))
    .sort();

/** The chapters that are written; the one about the agencies is made, and the portal has pages of its own for it. */
const chaptersIn = (language: string): readonly string[] =>
  filesIn(`docs/guide/${language}`).filter((file) => file !== 'bastjanster.md');

/** The portal's lists of the texts that it shows: each file is imported, so that bundles carry what they need. */
export const guideLists = (): readonly RenderedFile[] => [guide(), examples()];

function guide(): RenderedFile {
  const files = LANGUAGES.flatMap((language) =>
    chaptersIn(language).map((file) => ({ language, name: file.replace(/\.md$/, '') })),
  );
  const imports = files.map(
    ({ language, name }) =>
      `import ${nameOf(`${language}-${name}`)} from '${up('guide', language, `${name}.md`)}';`,
  );
  const records = LANGUAGES.map((language) => {
    const own = files.filter((one) => one.language === language);
    const lines = own.map(({ name }) => `    '${name}': ${nameOf(`${language}-${name}`)},`);
    return [`  ${language}: {`, ...lines, '  },'].join('\n');
  });
  const type = "Readonly<Record<'sv' | 'en', Readonly<Record<string, string>>>>";
  return list(
    'guide.ts',
    imports,
    `/** The guide by language and file. */\nexport const GUIDE: ${type} = {`,
    records,
  );
}

function examples(): RenderedFile {
  const files = filesIn('docs/examples');
  const imports = files.map((file) => `import ${nameOf(file)} from '${up('examples', file)}';`);
  const records = files.map((file) => `  '${file}': ${nameOf(file)},`);
  const opening =
    '/** The worked examples by file. */\nexport const EXAMPLES: Readonly<Record<string, string>> = {';
  return list('examples.ts', imports, opening, records);
}

const up = (...path: readonly string[]): string => join('../../../../docs', ...path);

/** A file's name as a name of code. */
const nameOf = (file: string): string =>
  file.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase());

const list = (
  file: string,
  imports: readonly string[],
  opening: string,
  records: readonly string[],
): RenderedFile => ({
  path: `${FOLDER}/${file}`,
  text: `${[`// ${MADE}`, ...imports, '', opening, ...records, '};'].join('\n')}\n`,
});
