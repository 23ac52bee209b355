import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = '.cache/test-results.json';

/** A command of this project, run in the foreground. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

/** Tests of these projects of the test runner, as one step. */
export const testsOf = (projects: readonly string[]): Step => ({
  name: `tests: ${projects.join(', ')}`,
  command: [
    'vitest',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}`,
  ],
});

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

/**
 * Runs checks, then tests. Goes on after a failure, so that one run shows everything, and ends with one line:
 * `N passed, N failed`; the exit code says the same.
 */
export function runAll(checks: readonly Step[], tests: readonly Step[]): void {
  const checked = checks.map(succeeds);
  const tested = tests.map(runTests);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const passed = checked.filter(Boolean).length + sum(tested.map((counts) => counts.passed));
  const failed = checked.filter((ok) => !ok).length + sum(tested.map((counts) => counts.failed));
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  // A runner that found no test at all has not tested anything.
  process.exitCode = failed === 0 && tested.every((counts) => counts.passed > 0) ? 0 : 1;
}
