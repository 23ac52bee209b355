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
];

const TESTS: Step = {
  name: 'tests',
  command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`],
};

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
function runTests(): Counts {
  rmSync(RESULTS, { force: true });
  mkdirSync('.cache', { recursive: true });
  const ok = succeeds(TESTS);
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
const tests = runTests();
const passed = checks.filter(Boolean).length + tests.passed;
const failed = checks.filter((ok) => !ok).length + tests.failed;
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && tests.passed > 0 ? 0 : 1;
