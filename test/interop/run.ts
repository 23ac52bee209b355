/**
 * `npm run test:interop`: three independent SOAP stacks load `?wsdl` of each contract version and ask. Fetches zeep
 * and Apache CXF the first time. A stack whose language is not there is left out and named; `--all` makes that a
 * failure. Ends with one line: `N passed, N failed`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from './app.ts';
import { STACKS, type Stack } from './stacks.ts';
import { argumentsOf } from '../../tools/arguments.ts';

interface Result {
  readonly stack: string;
  readonly version: string;
  readonly what: string;
  /** Undefined when all is well. */
  readonly problem?: string;
}

const LINE = /^(ok|not ok) (\S+) ([^\s:]+)(?:: (.*))?$/;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const failure = (stack: string, problem: string): Result => ({ stack, version: 'all', what: 'run', problem });

/** What a stack found: a line that is not understood is a problem, too, and so is a version nobody spoke of. */
function resultsOf(stack: string, text: string, versions: readonly string[]): readonly Result[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const results = lines.map((line): Result => {
    const [, verdict, version = '', what = '', why = ''] = LINE.exec(line) ?? [];
    if (verdict === undefined) return failure(stack, line);
    return { stack, version, what, ...(verdict === 'not ok' && { problem: why }) };
  });
  const silent = versions.filter((version) => !results.some((result) => result.version === version));
  return [...results, ...silent.map((version) => failure(stack, `nothing was checked of ${version}`))];
}

async function ask(stack: Stack, base: string, versions: readonly string[]): Promise<readonly Result[]> {
  const startedAt = Date.now();
  const results = await stack.run(base, versions).then(
    (text) => resultsOf(stack.name, text, versions),
    (error: unknown) => [failure(stack.name, String(error))],
  );
  say(`${stack.name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return results;
}

/** A row for each stack, a column for each version: how many checks passed of how many. */
function table(results: readonly Result[]): string {
  const stacks = [...new Set(results.map(({ stack }) => stack))];
  const columns = [...new Set(results.map(({ version }) => version))];
  const cell = (stack: string, version: string): string => {
    const of = results.filter((result) => result.stack === stack && result.version === version);
    return of.length === 0 ? '-' : `${of.filter(({ problem }) => problem === undefined).length}/${of.length}`;
  };
  const rows = [['', ...columns], ...stacks.map((stack) => [stack, ...columns.map((v) => cell(stack, v))])];
  return rows
    .map((row) =>
      row
        .map((text) => text.padEnd(12))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

// A version is a folder; one that the clients do not know yet shows up as one that nobody spoke of.
const versions = readdirSync(join(import.meta.dirname, '../../libs/contract-versions'))
  .filter((folder) => /^v\d+$/.test(folder))
  .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
const strict =
  argumentsOf('npm run test:interop -- [--all]', { all: { type: 'boolean' } }).values.all === true;
const app = await startApp();
const results: Result[] = [];
try {
  for (const stack of STACKS) {
    const missing = stack.missing();
    if (missing === undefined) results.push(...(await ask(stack, app.base, versions)));
    else if (strict) results.push(failure(stack.name, `${missing} is not there`));
    else say(`${stack.name}: left out, ${missing} is not there`);
  }
} finally {
  await app.stop();
}
say(`\n${table(results)}\n`);
for (const { stack, version, what, problem } of results)
  if (problem !== undefined) say(`${stack} ${version} ${what}: ${problem}`);
const failed = results.filter(({ problem }) => problem !== undefined).length;
say(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && results.length > 0 ? 0 : 1;
