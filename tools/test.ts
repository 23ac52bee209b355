/**
 * `npm test`: every check and every test, in the order in which a mistake is cheapest to find. Goes on after a
 * failure, so that one run shows everything, and ends with one line: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = '.cache/test-results.json';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const CHECKS: readonly Step[] = [
  { name: 'formatting', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', command: ['eslint', '.', '--cache', '--cache-location', '.cache/eslint/'] },
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: 'generated documents are current', command: ['node', 'tools/docs.ts', '--check'] },
  {
    name: 'every rule of the contract has a test',
    command: ['node', 'tools/contract-coverage.ts', '--check'],
  },
  { name: 'SOAP stacks (those whose language is here)', command: ['node', 'test/interop/run.ts'] },
];

/** One after the other: what runs beside a broker and nine processes on two cores would only wait for them. */
const TESTS: readonly Step[] = [['unit', 'architecture'], ['mesh-memory'], ['int'], ['mesh-kafka']].map(
  (projects) => ({
    name: `tests: ${projects.join(', ')}`,
    command: [
      'vitest',
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${RESULTS}`,
    ],
  }),
);

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a step in the foreground; the tools are those of this project. */
function succeeds({ name, command: [program = '', ...args] }: Step): boolean {
  const startedAt = Date.now();
  process.stdout.write(`\n▶ ${name}\n`);
  const { status, error } = spawnSync(`node_modules/.bin/${program}`, args, {
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const ok = status === 0 && !error;
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
  return ok;
}

/** Runs the tests and counts them; a runner that fails without naming a failed test counts as one failure. */
function runTests(step: Step): Counts {
  rmSync(RESULTS, { force: true });
  mkdirSync('.cache', { recursive: true });
  const ok = succeeds(step);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<
      string,
      number
    >;
    const failed = numFailedTests ?? 0;
    return { passed: numPassedTests ?? 0, failed: ok ? failed : Math.max(1, failed) };
  } catch (error) {
    process.stderr.write(`the test runner left no result: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

const checks = CHECKS.map(succeeds);
const tests = TESTS.map(runTests);
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const passed = checks.filter(Boolean).length + sum(tests.map((counts) => counts.passed));
const failed = checks.filter((ok) => !ok).length + sum(tests.map((counts) => counts.failed));
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
// A runner that found no test at all has not tested anything.
process.exitCode = failed === 0 && tests.every((counts) => counts.passed > 0) ? 0 : 1;
