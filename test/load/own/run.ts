import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { argumentsOf, misused } from '../../../tools/arguments.ts';
import { bundleOptions, WORKSPACE } from '../../../tools/build/bundle.ts';

// What the mesh's own code takes for an inquiry, step by step (steps.ts); that of another checkout beside it, in turn.

const USAGE = 'node test/load/own/run.ts [--against <checkout>] [--rounds <number>]';
const { values } = argumentsOf(USAGE, { against: { type: 'string' }, rounds: { type: 'string' } });
const { against, rounds = '5' } = values;
if (!/^[1-9]\d?$/.test(rounds)) misused(`Rounds are a number from 1 to 99, not '${rounds}'.`, USAGE);

/** As deep below the workspace as what reads files of it. */
const BUNDLE = '.cache/load/own/steps.mjs';

/** Microseconds by step. */
type Steps = Readonly<Record<string, number>>;

const measured = (checkout: string): Steps =>
  JSON.parse(execFileSync(process.execPath, [join(checkout, BUNDLE)], { encoding: 'utf8' })) as Steps;

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** The medians of a checkout's rounds, and their sum. */
function summed(all: readonly Steps[]): Steps {
  const steps = Object.keys(all[0] ?? {}).map(
    (step) => [step, median(all.map((one) => one[step] ?? 0))] as const,
  );
  return { ...Object.fromEntries(steps), all: steps.reduce((sum, [, us]) => sum + us, 0) };
}

await build({
  ...bundleOptions(),
  entryPoints: ['test/load/own/steps.ts'],
  outfile: join(WORKSPACE, BUNDLE),
});
const checkouts = [WORKSPACE];
if (against !== undefined) {
  const other = resolve(against);
  // It bundles its own, with its own tools.
  execFileSync(process.execPath, ['test/load/own/run.ts', '--rounds', '1'], { cwd: other });
  checkouts.push(other);
}
const told: Steps[][] = checkouts.map(() => []);
for (let round = 0; round < Number(rounds); round += 1)
  for (const [side, checkout] of checkouts.entries()) told[side]?.push(measured(checkout));
const [here = {}, there] = told.map(summed);
console.log(`${'µs of an inquiry'.padEnd(40)}     here${there ? '    there  ratio' : ''}`);
for (const [step, us] of Object.entries(here)) {
  const other = there?.[step];
  const beside =
    other === undefined ? '' : `${other.toFixed(0).padStart(9)}${(us / other).toFixed(2).padStart(7)}`;
  console.log(`${step.padEnd(40)}${us.toFixed(0).padStart(9)}${beside}`);
}
