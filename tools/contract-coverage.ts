/**
 * Makes docs/contract-coverage.csv and its page of totals from test/contract/rules.ts and the titles of all tests. With `--check` it writes
 * nothing and fails when they are not up to date. It always fails when a rule has no test.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { RULES } from '../test/contract/rules.ts';
import { argumentsOf } from './arguments.ts';
import { coverageCsv, coverageOf, coveragePage } from './contract-coverage/coverage.ts';
import { titlesOf } from './contract-coverage/titles.ts';

const { check } = argumentsOf('npm run docs:contract -- [--check]', { check: { type: 'boolean' } }).values;

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
const sections = readFileSync(`${WORKSPACE}docs/sources.md`, 'utf8').matchAll(/^### (\d\.\d) (.+)$/gm);
const page = coveragePage(
  covered,
  new Map([...sections].map(([, section = '', title = '']) => [section, title])),
);
const made = {
  [PAGE]: await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }),
  [`${WORKSPACE}docs/contract-coverage.csv`]: coverageCsv(covered),
};

for (const { rule, files: shown } of covered)
  if (shown.length === 0) {
    console.error(`Rule ${rule.id} has no test: ${rule.rule}.`);
    process.exitCode = 1;
  }
for (const [path, text] of Object.entries(made))
  if (!check) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`Not up to date: ${path.slice(WORKSPACE.length)}. Run npm run docs:contract.`);
    process.exitCode = 1;
  }
