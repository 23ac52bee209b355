/**
 * Makes docs/contract-coverage.md from test/contract/rules.ts and the titles of all tests. With `--check` it writes
 * nothing and fails when the page is not up to date. It always fails when a rule has no test.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { RULES } from '../test/contract/rules.ts';
import { coverageOf, coveragePage } from './contract-coverage/coverage.ts';
import { titlesOf } from './contract-coverage/titles.ts';

const WORKSPACE = fileURLToPath(new URL('..', import.meta.url));
const PAGE = `${WORKSPACE}docs/contract-coverage.md`;
/** Specs, and the suites that specs share. */
const SOURCES = ['{apps,libs,test,tools}/**/*.spec.ts', 'libs/**/testing/*.ts', 'test/features/*.ts'];

const files = SOURCES.flatMap((pattern) =>
  globSync(pattern, { cwd: WORKSPACE, exclude: (name) => name === 'node_modules' }),
);
const titles = files.flatMap((file) =>
  titlesOf(file.replaceAll('\\', '/'), readFileSync(WORKSPACE + file, 'utf8')),
);
const covered = coverageOf(RULES, titles);
const page = await format(coveragePage(covered), { ...(await resolveConfig(PAGE)), filepath: PAGE });
const isStale = !existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== page;

for (const { rule, files: shown } of covered)
  if (shown.length === 0) {
    console.error(`Rule ${rule.id} has no test: ${rule.rule}.`);
    process.exitCode = 1;
  }
if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (isStale) {
  console.error('Not up to date: docs/contract-coverage.md. Run node tools/contract-coverage.ts.');
  process.exitCode = 1;
}
