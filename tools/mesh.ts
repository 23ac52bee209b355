import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { argumentsOf, misused } from './arguments.ts';
import { bundleApps, bundleOf, WORKSPACE } from './build/bundle.ts';
import { isStale } from './build/stale.ts';
import { importBundled } from './build/import-bundled.ts';
import type * as Plan from './mesh/plan.ts';

// `npm run mesh`: the mesh as it is meant to run, on this machine: Kafka, the simulator, a process for each role. Ctrl-C
// ends everything; so does whatever else ends this program.

const USAGE = 'npm run mesh -- [--first-port <n>]';
const { values } = argumentsOf(USAGE, { 'first-port': { type: 'string' } });
const first = values['first-port'];
if (first !== undefined && !/^[1-9]\d{3,4}$/.test(first))
  misused(`--first-port must be a port number, not "${first}".`, USAGE);

const { planOf } = await importBundled<typeof Plan>('tools/mesh/plan.ts', 'mesh');
const apps = planOf('').processes.map(({ app }) => app);
const stale = apps.filter((app) => isStale(bundleOf(app), WORKSPACE));
// What is wrong has been printed by the bundler.
if (stale.length > 0) await bundleApps(stale).catch(() => process.exit(1));

const keeper = spawn(
  process.execPath,
  [join(import.meta.dirname, 'mesh/keeper.ts'), ...(first === undefined ? [] : [first])],
  { cwd: WORKSPACE, stdio: ['pipe', 'inherit', 'inherit', 'ipc'] },
);
const started: number[] = [];
keeper.on('message', (pid) => started.push(Number(pid)));
const end = (): void => void keeper.stdin?.end();
process.on('SIGINT', end).on('SIGTERM', end);
keeper.once('exit', (code, signal) => {
  // Killed before it could end them itself.
  if (signal !== null) for (const pid of started) kill(pid);
  process.exitCode = code ?? 1;
});

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
