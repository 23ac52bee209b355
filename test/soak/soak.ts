import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Asker } from '../load/load/asker.ts';
import { closedLoop } from '../load/load/loops.ts';
import { build } from '../load/mesh/build.ts';
import { startMesh, type Mesh } from '../load/mesh/mesh.ts';
import { AGENCIES, openStage } from '../load/mesh/stage.ts';
import { Progress } from '../load/progress.ts';
import { AGENCY_MOODS, CALM } from './agency-moods.ts';
import { slope, type Sample } from './slope.ts';
import { argumentsOf, misused } from '../../tools/arguments.ts';

// `npm run soak -- 60`: so many minutes of load with a random fault at one agency after the other (faults.md 18).

const IN_FLIGHT = 10;
const DEADLINE_MS = 6000;
const SAMPLE_MS = 5000;
const FAULT_MS = 8000;
const FAULTS = Object.values(AGENCY_MOODS);
/** What a fault at an agency may do to an answer; everything else is a violation. */
const EXPECTED = /is an error: SSBT 200[01]$/;
const MOST_MIB_PER_MINUTE = 1;

const ROOT = new URL('../../', import.meta.url).pathname;
const USAGE = 'npm run soak -- [<minutes>] [--brokers 3 [--seed <number>]]';
const {
  positionals: [wanted = '60'],
  values: { brokers = '1', seed = String(Date.now() % 1_000_000) },
} = argumentsOf(USAGE, { brokers: { type: 'string' }, seed: { type: 'string' } }, 1);
const minutes = Number(wanted);
if (!(minutes > 0)) misused(`Minutes must be a number above 0, not '${wanted}'.`, USAGE);
if (!['1', '3'].includes(brokers)) misused(`Brokers must be 1 or 3, not '${brokers}'.`, USAGE);
if (!/^\d{1,9}$/.test(seed)) misused(`Seed must be a whole number, not '${seed}'.`, USAGE);
const progress = new Progress();
progress.begin('building');
build(ROOT);
if (brokers === '3') process.exit(onThree(wanted));

/** The faults of three brokers are told by the test runner, which also knows how to start them. */
function onThree(forMinutes: string): number {
  const { status } = spawnSync('node_modules/.bin/vitest', ['run', '--project', 'soak'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, SOAK_MINUTES: forMinutes, SOAK_SEED: seed },
  });
  return status ?? 1;
}

/** One fault at a time, at one agency, and then a calm while. */
async function faults(mesh: Mesh, isOver: () => boolean): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const kod = AGENCIES[Math.floor(Math.random() * AGENCIES.length)] ?? 'csn';
    await mesh.stage.control(FAULTS[turn % FAULTS.length] ?? CALM, kod);
    await sleep(FAULT_MS);
    await mesh.stage.control(CALM, kod);
    await sleep(FAULT_MS / 4);
  }
}

async function heapMib(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)/m.exec(text)?.[1] ?? NaN) / 2 ** 20;
}

async function watch(mesh: Mesh, isOver: () => boolean): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const samples = new Map(Object.keys(mesh.management).map((name) => [name, [] as Sample[]]));
  const startedAt = performance.now();
  while (!isOver()) {
    for (const [name, port] of Object.entries(mesh.management))
      samples.get(name)?.push({ minute: (performance.now() - startedAt) / 60_000, mib: await heapMib(port) });
    await sleep(SAMPLE_MS);
  }
  return samples;
}

async function soak(mesh: Mesh): Promise<string> {
  await mesh.stage.control(CALM);
  const asker = new Asker(mesh.ingress);
  progress.begin(`${minutes} minutes of load and faults`);
  let over = false;
  const isOver = (): boolean => over;
  const [samples] = await Promise.all([
    watch(mesh, isOver),
    faults(mesh, isOver),
    closedLoop(() => asker.ask(), { inFlight: IN_FLIGHT, seconds: minutes * 60, rampMs: 0 }).then(
      () => (over = true),
    ),
  ]);
  await asker.close();
  const slopes = [...samples].map(([name, list]) => [name, slope(list)] as const);
  const violations = [...asker.violations].filter(([what]) => !EXPECTED.test(what));
  if (violations.length > 0 || slopes.some(([, perMinute]) => perMinute > MOST_MIB_PER_MINUTE))
    process.exitCode = 1;
  return [
    `${asker.answered} answers in ${minutes} minutes, ${violations.length} kinds of violations`,
    ...violations.map(([what, count]) => `  ${what}: ${count}`),
    'heap, MiB per minute (least of each half minute, first third left out):',
    ...slopes.map(([name, perMinute]) => `  ${name.padEnd(12)} ${perMinute.toFixed(2)}`),
    '',
  ].join('\n');
}

let stop = (): Promise<void> => Promise.resolve();
try {
  const stage = await openStage({
    replayed: false,
    progress: (what) => progress.begin(what),
    started: (stopAll) => (stop = stopAll),
  });
  const env = { SSBTEK_DEADLINE_MS: String(DEADLINE_MS) };
  const mesh = await startMesh(stage, { checkout: ROOT, env });
  const report = await Promise.race([soak(mesh), stage.children.failure]);
  progress.stop();
  process.stdout.write(`\n${report}`);
} catch (error) {
  progress.stop();
  process.stderr.write(`${error instanceof Error ? error.message : 'the soak failed'}\n`);
  process.exitCode = 1;
} finally {
  await stop();
}
