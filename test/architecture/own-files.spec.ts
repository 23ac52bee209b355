import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { getFileInfo } from 'prettier';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT, textOf } from './support/workspace';

/** What people keep beside the project: `npm run check` says nothing of it, and `npm run format` leaves it alone. */
const OWN = [
  'own.yaml',
  'own.ts',
  'own.json',
  'own/deep/own.ts',
  'own/project.json',
  'tmp/x.ts',
  '.own/x.mjs',
];
const FOLDERS = ['apps', 'deploy', 'docs', 'k8s', 'libs', 'test', 'tools'];
/** One of each folder that lint or formatter look into, and what stands at the root. */
const OURS = {
  formatted: [
    ...FOLDERS.map((folder) => `${folder}/README.md`),
    'package.json',
    'README.md',
    'eslint.config.mjs',
  ],
  linted: [
    'apps/x.ts',
    'libs/xml/src/read.ts',
    'test/support/image.ts',
    'tools/build.ts',
    'vitest.config.ts',
  ],
};
const ignorePath = join(ROOT, '.prettierignore');
const isFormatted = async (file: string): Promise<boolean> =>
  !(await getFileInfo(join(ROOT, file), { ignorePath })).ignored;

describe("somebody's own files in the folder", () => {
  it('are not formatted, and the project’s are', async () => {
    const formatted = async (files: readonly string[]) => {
      const judged = await Promise.all(files.map(isFormatted));
      return files.filter((_, index) => judged[index]);
    };
    expect(await formatted(OWN)).toEqual([]);
    expect(await formatted(OURS.formatted)).toEqual(OURS.formatted);
  });

  it.each(['.prettierignore', '.nxignore'])(
    '%s names only what is there, and the folders of projects',
    (list) => {
      const named = [...textOf(list).matchAll(/^!\/(.*)$/gm)].map(([, name = '']) => name);
      expect(named).toEqual(expect.arrayContaining(['apps', 'libs', 'test', 'tools']));
      expect(named.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
      expect(textOf(list)).toMatch(/^\/\*$/m);
    },
  );

  it('are not linted, and the project’s are', async () => {
    const eslint = new ESLint({ cwd: ROOT });
    const linted = async (files: readonly string[]) => {
      const judged = await Promise.all(files.map((file) => eslint.isPathIgnored(join(ROOT, file))));
      return files.filter((_, index) => !judged[index]);
    };
    expect(await linted(OWN)).toEqual([]);
    expect(await linted(OURS.linted)).toEqual(OURS.linted);
  });

  it('are not compiled', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
      config: { include: readonly string[] };
    };
    const roots = config.include.map((pattern) => pattern.split('/')[0] ?? '');
    expect(roots.filter((root) => ![...FOLDERS, 'vitest.config.ts'].includes(root))).toEqual([]);
  });
});
