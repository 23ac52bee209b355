import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { argumentsOf, misused } from '../../tools/arguments.ts';
import { bundleOptions, WORKSPACE } from '../../tools/build/bundle.ts';
import { EDITION } from './plan.ts';
import { Summary } from './run/summary.ts';
import type { One, OneResult, Task, Told } from './run/task.ts';

// `npm run simulate`: the whole mesh on virtual time, seed after seed, held against its promises (docs/trust.md).

const USAGE =
  'npm run simulate -- [--seeds <number>] [--from <seed>] [--inquiries <each>] [--jobs <processes>] | ' +
  '--seed <seed> [--inquiries <number>] [--edition <number>] [--shrink] [--documents plain|real] [--faults <numbers>] [--asks <numbers>] ' +
  '[--mistake <name>]';
const text = { type: 'string' } as const;
const { values } = argumentsOf(USAGE, {
  ...{ seeds: text, from: text, inquiries: text, jobs: text },
  ...{ seed: text, documents: text, faults: text, asks: text, mistake: text, edition: text },
  shrink: { type: 'boolean' },
});

function whole(
  name: 'seeds' | 'from' | 'inquiries' | 'jobs' | 'seed' | 'edition',
  otherwise: number,
): number {
  const given = values[name];
  if (given === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(given)) misused(`--${name} must be a whole number, not '${given}'.`, USAGE);
  return Number(given);
}

const numbers = (given: string | undefined): readonly number[] | undefined =>
  given === undefined ? undefined : given.split(',').filter(Boolean).map(Number);

const BUNDLE = join(WORKSPACE, '.cache/simulation/part.mjs');
/** Seeds that a process is given at a time. */
const AT_A_TIME = 20;
const PROGRESS_MS = 5000;
const MOST_TOLD = 20;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function bundled(): Promise<void> {
  mkdirSync(join(WORKSPACE, '.cache/simulation'), { recursive: true });
  await build({
    ...bundleOptions(),
    entryPoints: [join(WORKSPACE, 'test/simulation/run/part.ts')],
    outfile: BUNDLE,
    sourcemap: 'inline',
  });
}

// Young objects have room: nearly everything of a run is over with it.
const started = (): ChildProcess =>
  fork(BUNDLE, { cwd: WORKSPACE, execArgv: ['--max-semi-space-size=64', '--enable-source-maps'] });

const command = ({ seed, inquiries, documents, faults, asks, mistake, edition }: One): string =>
  [
    `npm run simulate -- --seed ${seed} --inquiries ${inquiries}`,
    ...(edition === undefined || edition === EDITION ? [] : [`--edition ${edition}`]),
    ...(documents ? [`--documents ${documents}`] : []),
    ...(faults ? [`--faults ${faults.join(',') || ','}`] : []),
    ...(asks ? [`--asks ${asks.join(',') || ','}`] : []),
    ...(mistake === undefined ? [] : [`--mistake ${mistake}`]),
  ].join(' ');

/** Gives processes seeds until all are run. */
async function seeds(from: number, count: number, inquiries: number, jobs: number): Promise<void> {
  const summary = new Summary();
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const progress = setInterval(() => {
    const rate = Math.round(summary.inquiries / seconds());
    process.stderr.write(
      `${Math.round(seconds())} s: ${summary.seeds} of ${count} seeds, ${summary.inquiries} inquiries, ${rate}/s, ` +
        `${summary.violations.length} violations\n`,
    );
  }, PROGRESS_MS);
  let next = from;
  const last = from + count - 1;
  // What has been begun is finished, and the tables tell what there is.
  process.once('SIGINT', () => (next = last + 1));
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = started();
      const more = (): void => {
        if (next > last) return void child.disconnect();
        const task: Task = { do: 'seeds', from: next, to: Math.min(last, next + AT_A_TIME - 1), inquiries };
        next = task.to + 1;
        child.send(task);
      };
      child.on('message', (told: Told) => {
        if (told.told === 'seed') summary.add(told.result);
        else more();
      });
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('a part of it has failed'))));
      more();
    });
  await Promise.all(Array.from({ length: jobs }, work)).finally(() => clearInterval(progress));
  say(summary.text(seconds()));
  const broken = [...summary.broken];
  for (const [seed, what] of broken.slice(0, MOST_TOLD))
    say(`\nseed ${seed}: ${what}\n  ${command({ seed, inquiries })} --shrink`);
  if (broken.length > MOST_TOLD) say(`\n... and ${broken.length - MOST_TOLD} more seeds`);
  if (broken.length > 0) process.exitCode = 1;
}

async function one(given: One, shrink: boolean): Promise<void> {
  const child = started();
  const result = await new Promise<OneResult>((resolve, reject) => {
    child.on('message', (told: Told) => told.told === 'one' && resolve(told.result));
    child.once('exit', () => reject(new Error('it has failed')));
    child.send({ do: 'one', shrink, ...given } satisfies Task);
  });
  child.disconnect();
  say(`history of ${result.events} events, SHA-256 ${result.hash}`);
  for (const { index, kind, at } of result.faults) say(`fault ${index} at ${Math.round(at)} ms: ${kind}`);
  for (const { invariant, what, because } of result.violations.slice(0, MOST_TOLD)) {
    say(`\n${invariant}: ${what}`);
    for (const happening of because) say(`  ${JSON.stringify(happening)}`);
  }
  say(`\nviolations: ${result.violations.length}`);
  if (result.violations.length > 0) process.exitCode = 1;
  if (result.smaller) say(`as small as it gets:\n  ${command(result.smaller)}`);
}

await bundled();
const inquiries = whole('inquiries', 100);
const { documents } = values;
if (documents !== undefined && documents !== 'plain' && documents !== 'real')
  misused(`--documents must be plain or real, not '${documents}'.`, USAGE);
if (values.seed === undefined)
  await seeds(whole('from', 1), whole('seeds', 200), inquiries, whole('jobs', availableParallelism()));
else
  await one(
    {
      ...{ seed: whole('seed', 1), inquiries, documents, mistake: values.mistake },
      edition: whole('edition', EDITION),
      ...{ faults: numbers(values.faults), asks: numbers(values.asks) },
    },
    values.shrink ?? false,
  );
