import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

import { afterSecondTry, lastLines, outcomeOfTests, type Outcome } from './results.ts';

const RESULTS = '.cache/test-results';

/** More than these are no accident of a busy machine: nothing is tried again then. */
const MOST_FILES_AGAIN = 6;

/** A command of this project. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Where a test runner leaves its counts; a step without counts as one check. */
  readonly results?: string;
  /** The same tests, but of these files alone. */
  readonly only?: (files: readonly string[]) => Step;
}

/** Tests of these projects of the test runner, as one step; of these files only, if any are named. */
export function testsOf(projects: readonly string[], files: readonly string[] = []): Step {
  const again = files.length > 0 ? 'again: ' : '';
  const results = `${RESULTS}/${again && 'again-'}${projects.join('-')}.json`;
  return {
    name: `${again}tests: ${projects.join(', ')}`,
    results,
    only: (these) => testsOf(projects, these),
    command: [
      'vitest',
      'run',
      ...files,
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
  if (well && !results) return { passed: 1, failed: 0, failures: [], files: [] };
  return { passed: 0, failed: 1, failures: [`${name}\n${lastLines(printed)}`], files: [] };
}

interface Ran {
  readonly step: Step;
  readonly outcome: Outcome;
}

/** Takes the next step until none is left. */
async function runLane(steps: Step[]): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (let step = steps.shift(); step; step = steps.shift()) ran.push({ step, outcome: await run(step) });
  return ran;
}

/**
 * Tries files of tests that failed once more, one step after the other with nothing beside them: where everything runs at
 * the same time on two cores, what is late is not always wrong. What passes then is told all the same.
 */
async function triedAgain(all: readonly Ran[]): Promise<readonly Outcome[]> {
  const files = all.flatMap(({ outcome }) => outcome.files);
  if (files.length > MOST_FILES_AGAIN) return all.map(({ outcome }) => outcome);
  const outcomes: Outcome[] = [];
  for (const { step, outcome } of all) {
    const { files, failures } = outcome;
    if (files.length === 0 || !step.only) {
      outcomes.push(outcome);
      continue;
    }
    const second = await run(step.only(files.map(({ name }) => name)));
    outcomes.push(afterSecondTry(outcome, second));
    for (const failure of failures) process.stdout.write(`at the first try: ${failure}\n\n`);
  }
  return outcomes;
}

/** What differs between the commands that run steps. */
export interface HowToRun {
  /** Tries failed tests once more before they count (ADR 44). */
  readonly again?: boolean;
  /** So many steps; 2 unless said. */
  readonly atATime?: number;
  /** What is not run here, and why. */
  readonly leftOut?: readonly string[];
}

/**
 * Runs what comes first, one step after the other, then the others: some at a time, each as soon as there is room. Goes on
 * after a failure, so that one run shows everything. Ends with what failed, where somebody who sees the end only looks
 * for it, and with one line: `N passed, N failed`; the exit code says the same.
 */
export async function runAll(
  first: readonly Step[],
  others: readonly Step[] = [],
  { again = false, atATime = 2, leftOut = [] }: HowToRun = {},
): Promise<void> {
  const ran = [...(await runLane([...first]))];
  const left = [...others];
  const lanes = Array.from({ length: atATime }, () => runLane(left));
  ran.push(...(await Promise.all(lanes)).flat());
  const outcomes = again ? await triedAgain(ran) : ran.map(({ outcome }) => outcome);
  const sum = (of: 'passed' | 'failed'): number =>
    outcomes.reduce((total, outcome) => total + outcome[of], 0);
  for (const failure of outcomes.flatMap(({ failures }) => failures))
    process.stdout.write(`✗ ${failure}\n\n`);
  for (const one of leftOut) process.stdout.write(`left out: ${one}\n`);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
