import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

import { lastLines, outcomeOfTests, type Outcome } from './results.ts';

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

/** Runs a step; the tools are those of this project. What it prints comes as a whole when it has ended. */
async function ended({
  name,
  command: [program = '', ...args],
}: Step): Promise<{ well: boolean; printed: string }> {
  const startedAt = Date.now();
  process.stdout.write(`▶ ${name}\n`);
  const child = spawn(`node_modules/.bin/${program}`, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => void parts.push(bytes));
  const well = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      parts.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  const printed = Buffer.concat(parts).toString();
  const took = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  process.stdout.write(`\n${printed}${well ? '✓' : '✗'} ${name} (${took})\n\n`);
  return { well, printed };
}

/** Runs a step; one without counts is one check, and its last lines say what failed. */
async function run(step: Step): Promise<Outcome> {
  const { name, results } = step;
  if (results) {
    rmSync(results, { force: true });
    mkdirSync(RESULTS, { recursive: true });
  }
  const { well, printed } = await ended(step);
  if (results && existsSync(results)) return outcomeOfTests(readFileSync(results, 'utf8'), { well });
  if (well && !results) return { passed: 1, failed: 0, failures: [] };
  return { passed: 0, failed: 1, failures: [`${name}\n${lastLines(printed)}`] };
}

/** Takes the next step until none is left. */
async function runLane(steps: Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let step = steps.shift(); step; step = steps.shift()) outcomes.push(await run(step));
  return outcomes;
}

/**
 * Runs what comes first, one step after the other, then the others: two at a time, each as soon as there is room. Goes on
 * after a failure, so that one run shows everything. Ends with what failed, where somebody who sees the end only looks
 * for it, and with one line: `N passed, N failed`; the exit code says the same.
 */
export async function runAll(first: readonly Step[], others: readonly Step[] = []): Promise<void> {
  const outcomes = [...(await runLane([...first]))];
  const left = [...others];
  outcomes.push(...(await Promise.all([runLane(left), runLane(left)])).flat());
  const sum = (of: 'passed' | 'failed'): number =>
    outcomes.reduce((total, outcome) => total + outcome[of], 0);
  for (const failure of outcomes.flatMap(({ failures }) => failures))
    process.stdout.write(`✗ ${failure}\n\n`);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
