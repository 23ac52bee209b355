/**
 * `npm run render`: every file that is made from the code: documents, manifests, rules, dashboards. With `--check` it
 * writes nothing and fails where a file is not as it would be made, or is no longer made at all.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argumentsOf } from './arguments.ts';
import { WORKSPACE } from './build/bundle.ts';
import { importBundled } from './build/import-bundled.ts';
import type { RenderedFile } from './render/file.ts';
import type * as Files from './render/files.ts';
import { guideLists } from './render/guide.ts';

const { check } = argumentsOf('npm run render -- [--check]', { check: { type: 'boolean' } }).values;

const write = ({ path, text }: RenderedFile): void => {
  mkdirSync(dirname(join(WORKSPACE, path)), { recursive: true });
  writeFileSync(join(WORKSPACE, path), text);
};

// All else is made by code that imports what these lists name: a document that is gone must be off them first.
if (!check) guideLists().forEach(write);

const { MADE, RENDERED_FOLDERS, renderedFiles } = await importBundled<typeof Files>(
  'tools/render/files.ts',
  'render',
);

const files = renderedFiles();
const stale = files.filter(({ path, text }) => {
  const file = join(WORKSPACE, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});

/** Where a made file says so: in its first lines. */
const HEAD = 1000;
const paths = new Set(files.map(({ path }) => path));
const left = globSync(
  RENDERED_FOLDERS.map((folder) => `${folder}/**/*.*`),
  { cwd: WORKSPACE },
)
  .map((path) => path.replaceAll('\\', '/'))
  .filter(
    (path) =>
      !paths.has(path) &&
      statSync(join(WORKSPACE, path)).isFile() &&
      readFileSync(join(WORKSPACE, path), 'utf8').slice(0, HEAD).includes(MADE),
  );

if (check) {
  const wrong = [...stale.map(({ path }) => path), ...left];
  if (wrong.length > 0) {
    console.error(`Not up to date: ${wrong.join(', ')}. Run npm run render.`);
    process.exitCode = 1;
  }
} else {
  stale.forEach(write);
  for (const path of left) rmSync(join(WORKSPACE, path));
}
