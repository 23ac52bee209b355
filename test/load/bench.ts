import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startFloor } from './floor/start.ts';
import { build } from './mesh/build.ts';
import type { Children } from './mesh/children.ts';
import { LAYOUTS, startMesh, type Mesh } from './mesh/mesh.ts';
import { openStage, type Stage } from './mesh/stage.ts';
import { requireProc } from './mesh/proc.ts';
import { readOptions, USAGE, type BenchOptions, type SideOptions } from './options.ts';
import { turns, type SideName } from './plan.ts';
import { profile } from './profile/profile.ts';
import { Progress } from './progress.ts';
import { compare } from './report/compare.ts';
import { goals } from './report/goals.ts';
import { plot } from './report/plot.ts';
import { machine, violationsOf, type Results, type TurnResults } from './report/results.ts';
import { tables } from './report/table.ts';
import { benchOf, measure, warmUp } from './run.ts';
import { AGENCY_MS, CALM } from './scenarios/bench.ts';

// `npm run bench`: the mesh as separate processes over a real Kafka, measured. See docs/benchmark.md.

const RESULTS = new URL('results/', import.meta.url).pathname;
const DEADLINE_MS = 25_000;
const QUICK_DEADLINE_MS = 10_000;
const EXIT = { fault: 1, usage: 64, interrupted: 130 };

async function bench(
  options: BenchOptions,
  progress: Progress,
  stopLater: (stop: () => Promise<void>) => void,
): Promise<string> {
  requireProc();
  const begin = (what: string): void => progress.begin(what);
  for (const checkout of checkoutsOf(options)) {
    begin(`building ${checkout}`);
    build(checkout, options.profile.length > 0 ? ['--source-maps'] : []);
  }
  const stage = await openStage({ replayed: true, progress: begin, started: stopLater });
  await stage.control(CALM);
  return Promise.race([work(stage, options, begin), stage.children.failure]);
}

const checkoutsOf = ({ sides, here, other }: BenchOptions): ReadonlySet<string> =>
  new Set([here.checkout, ...(sides.includes('other') ? [other.checkout] : [])]);

async function work(stage: Stage, options: BenchOptions, begin: (what: string) => void): Promise<string> {
  if (options.profile.length > 0) return profileOf(stage, options, begin);
  const startedAt = new Date().toISOString();
  const results: TurnResults[] = [];
  const all = turns(options.sides, options.rounds);
  for (const [index, turn] of all.entries()) {
    const progress = (what: string): void =>
      begin(`${turn.side}, turn ${index + 1} of ${all.length}: ${what}`);
    progress('starting');
    const mesh = await startSide(stage, turn.side, options);
    const ready = await benchOf(mesh, turn, options, progress);
    results.push(await measure(ready, turn, options));
    mesh.meter.stop();
    await ready.asker.close();
    await mesh.stop();
  }
  const settings = { agencyMs: AGENCY_MS, seconds: options.seconds, quick: options.quick };
  const said = { startedAt, machine: machine(), settings, sides: sidesOf(options), turns: results };
  return finish(said, stage.children);
}

function startSide(stage: Stage, side: SideName, options: BenchOptions): Promise<Mesh> {
  if (side === 'floor') return startFloor(stage);
  const { checkout, env, layout } = options[side];
  const deadline = { SSBTEK_DEADLINE_MS: String(options.quick ? QUICK_DEADLINE_MS : DEADLINE_MS) };
  const inspected = options.profile;
  return startMesh(stage, {
    checkout,
    env: { ...deadline, ...env },
    roles: LAYOUTS[layout],
    inspected,
    probed: inspected.length === 0,
  });
}

const sidesOf = ({ sides, here, other }: BenchOptions): Results['sides'] => {
  const said = ({ checkout, env, layout }: SideOptions): string =>
    [
      checkout === here.checkout ? 'this checkout' : basename(checkout),
      ...(layout === 'nine' ? [] : [layout]),
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ].join(' ');
  const all = { here: said(here), other: said(other), floor: 'nine bare processes that do the same hops' };
  return Object.fromEntries(sides.map((side) => [side, all[side]]));
};

async function profileOf(
  stage: Stage,
  options: BenchOptions,
  begin: (what: string) => void,
): Promise<string> {
  const mesh = await startSide(stage, 'here', options);
  const ready = await benchOf(mesh, { side: 'here' }, options, begin);
  await warmUp(ready, options.quick);
  const report = await profile(ready, options.profile, mesh.processes);
  await ready.asker.close();
  return report;
}

/** Writes what was measured and returns it as text. Wrong answers make the run fail. */
function finish(results: Results, children: Children): string {
  const name = results.startedAt.slice(0, 19).replaceAll(':', '');
  mkdirSync(RESULTS, { recursive: true });
  const files = {
    [`${name}.json`]: JSON.stringify(
      { ...results, compared: compare(results.turns), goals: goals(results) },
      null,
      2,
    ),
    [`${name}.svg`]: plot(results),
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(RESULTS, file), content);
  if (violationsOf(results).length > 0) {
    process.exitCode = EXIT.fault;
    children.keepOutput(join(RESULTS, `${name}-logs`));
  }
  return `\n${tables(results)}\n${Object.keys(files)
    .map((file) => `test/load/results/${file}`)
    .join('\n')}\n`;
}

function optionsOrExit(): BenchOptions {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options) return options;
    process.stdout.write(USAGE);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unreadable options'}\n\n${USAGE}`);
    process.exit(EXIT.usage);
  }
}

const options = optionsOrExit();
const progress = new Progress();
let stop = (): Promise<void> => Promise.resolve();
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    progress.begin('stopping');
    void stop().then(() => process.exit(EXIT.interrupted));
  });
try {
  const report = await bench(options, progress, (stopMesh) => (stop = stopMesh));
  progress.begin('stopping');
  await stop();
  progress.stop();
  process.stdout.write(report);
} catch (error) {
  progress.stop();
  if (!interrupted) {
    await stop();
    process.stderr.write(`${error instanceof Error ? error.message : 'the benchmark failed'}\n`);
    process.exitCode = EXIT.fault;
  }
}
