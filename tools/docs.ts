import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, WORKSPACE } from './build/bundle.ts';
import type * as Pages from './docs/pages.ts';

// The pages are made of the projects' own values, which are imported by alias: so they are bundled first.
const BUNDLE = join(WORKSPACE, '.cache/docs/pages.mjs');
await build({
  ...bundleOptions(),
  entryPoints: ['tools/docs/pages.ts'],
  outfile: BUNDLE,
  packages: 'external',
}).catch(() => process.exit(1));
const { pages } = (await import(BUNDLE)) as typeof Pages;

const stale = pages().filter(({ path, text }) => {
  const file = join(WORKSPACE, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
if (!process.argv.includes('--check'))
  for (const { path, text } of stale) writeFileSync(join(WORKSPACE, path), text);
else if (stale.length > 0) {
  console.error(`Not up to date: ${stale.map(({ path }) => path).join(', ')}. Run npm run docs.`);
  process.exitCode = 1;
}
