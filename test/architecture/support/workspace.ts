import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the workspace. */
export const ROOT = join(import.meta.dirname, '../../..');

/** Text of a file below the root. */
export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Files below the root that match, sorted. */
export const filesIn = (...patterns: string[]): readonly string[] =>
  globSync(patterns, {
    cwd: ROOT,
    withFileTypes: true,
    exclude: ({ name }) => ['node_modules', 'dist', 'tmp', 'coverage'].includes(name),
  })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length + 1))
    .sort();

/** Source files of projects, without what only tests use. */
export const sourceFiles = (...patterns: string[]): readonly string[] =>
  filesIn(...patterns).filter((file) => !/\.spec\.ts$|\/testing\.ts$|\/testing\//.test(file));

/** Codes of the agencies: the folders beside the registry. */
export const KODER: readonly string[] = globSync('libs/bastjanster/*/project.json', { cwd: ROOT })
  .map((file) => file.split('/').at(-2) ?? '')
  .filter((folder) => folder !== 'registry')
  .sort();
