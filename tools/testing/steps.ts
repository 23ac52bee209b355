import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = '.cache/test-results';

/** A command of this project. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Where a test runner leaves its counts; a step without counts as one check. */
  readonly results?: string;
}

/** Tests of these projects of the test runner, as one step. */
export function testsOf(projects: readonly string[]): Step {
  const results = `${RESULTS}/${projects.join('-')}.json`;
  return {
    name: `tests: ${projects.join(', ')}`,
    results,
    command: [
      'vitest',
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
    ],
  };
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a step; the tools are those of this project. What it prints comes as a whole when it has ended. */
async function succeeds({ name, command: [program = '', ...args] }: Step): Promise<boolean> {
  const startedAt = Date.now();
  process.stdout.write(`▶ ${name}\n`);
  const child = spawn(`node_modules/.bin/${program}`, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => void printed.push(bytes));
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      printed.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  const took = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  process.stdout.write(
    Buffer.concat([Buffer.from('\n'), ...printed, Buffer.from(`${ok ? '✓' : '✗'} ${name} (${took})\n\n`)]),
  );
  return ok;
}

/** Runs a step and counts; a test runner that fails without naming a failed test counts as one failure. */
async function run(step: Step): Promise<Counts> {
  const { results } = step;
  if (results) {
    rmSync(results, { force: true });
    mkdirSync(RESULTS, { recursive: true });
  }
  const ok = await succeeds(step);
  return results ? testCounts(results, ok) : { passed: Number(ok), failed: Number(!ok) };
}

function testCounts(results: string, ok: boolean): Counts {
  try {
    const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = JSON.parse(
      readFileSync(results, 'utf8'),
    ) as Record<string, number>;
    // A runner that found no test at all has not tested anything.
    return { passed, failed: ok && passed > 0 ? failed : Math.max(1, failed) };
  } catch (error) {
    process.stderr.write(`the test runner left no result: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

/** Takes the next step until none is left. */
async function runLane(steps: Step[]): Promise<readonly Counts[]> {
  const counts: Counts[] = [];
  for (let step = steps.shift(); step; step = steps.shift()) counts.push(await run(step));
  return counts;
}

/**
 * Runs what comes first, one step after the other, then the others: two at a time, each as soon as there is room. Goes on
 * after a failure, so that one run shows everything, and ends with one line: `N passed, N failed`; the exit code says
 * the same.
 */
export async function runAll(first: readonly Step[], others: readonly Step[] = []): Promise<void> {
  const counts = [...(await runLane([...first]))];
  const left = [...others];
  counts.push(...(await Promise.all([runLane(left), runLane(left)])).flat());
  const sum = (of: keyof Counts): number => counts.reduce((total, count) => total + count[of], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
