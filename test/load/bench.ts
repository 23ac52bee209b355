import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './mesh/children.ts';
import { AGENCIES, startMesh } from './mesh/mesh.ts';
import { requireProc } from './mesh/proc.ts';
import { readOptions, USAGE, type BenchOptions } from './options.ts';
import { profile } from './profile/profile.ts';
import { Progress } from './progress.ts';
import { goals } from './report/goals.ts';
import { plot } from './report/plot.ts';
import type { Results } from './report/results.ts';
import { tables } from './report/table.ts';
import { measure, warmUp } from './run.ts';

// `npm run bench`: the mesh as separate processes over a real Kafka, measured. See docs/benchmark.md.

const ROOT = new URL('../../', import.meta.url).pathname;
const RESULTS = new URL('results/', import.meta.url).pathname;
const DEADLINE_MS = 25_000;
const QUICK_DEADLINE_MS = 6000;
const EXIT = { fault: 1, usage: 64, interrupted: 130 };

async function bench(
  options: BenchOptions,
  progress: Progress,
  stopLater: (stop: () => Promise<void>) => void,
): Promise<string> {
  requireProc();
  const begin = (what: string): void => progress.begin(what);
  begin('building');
  execFileSync(process.execPath, ['tools/build.ts'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const mesh = await startMesh({
    deadlineMs: options.quick ? QUICK_DEADLINE_MS : DEADLINE_MS,
    inspected: options.profile,
    progress: begin,
    started: stopLater,
  });
  const work = async (): Promise<string> => {
    const ready = await warmUp(mesh, options, begin);
    try {
      if (options.profile.length === 0) return finish(await measure(ready, options), mesh.children);
      return await profile(ready, options.profile, [
        'ingress',
        'aggregator',
        'simulator',
        ...AGENCIES.map((kod) => `worker-${kod}`),
      ]);
    } finally {
      mesh.meter.stop();
      await ready.asker.close();
    }
  };
  return Promise.race([work(), mesh.children.failure]);
}

/** Writes what was measured and returns it as text. Wrong answers make the run fail. */
function finish(results: Results, children: Children): string {
  const name = results.startedAt.slice(0, 19).replaceAll(':', '');
  mkdirSync(RESULTS, { recursive: true });
  const files = {
    [`${name}.json`]: JSON.stringify({ ...results, goals: goals(results) }, null, 2),
    [`${name}.svg`]: plot(results),
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(RESULTS, file), content);
  if (Object.keys(results.violations).length > 0) {
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
