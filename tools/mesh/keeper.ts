import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf } from '../arguments.ts';
import { WORKSPACE } from '../build/bundle.ts';
import { importBundled } from '../build/import-bundled.ts';
import { startBroker } from '../kafka/broker.ts';
import type { LocalBroker } from '../kafka/local-broker.ts';
import type * as Plan from './plan.ts';
import { startProcess, type Running } from './process.ts';
import { tableOf } from './table.ts';
import { takenPorts } from '../ports/taken.ts';

// Starts and ends everything of `npm run mesh`. It lives as long as its standard input is open: whatever ends the
// program in front of it, that closes it, and nothing is left running. The one in front is told of every process.

/** Ignored by git and by everything that looks at the repository. */
const FOLDER = join(WORKSPACE, '.cache/mesh');
const KEY_BYTES = 32;
const FAILED = 1;

const [first] = argumentsOf('started by tools/mesh.ts: keeper.ts [<first port>]', {}, 1).positionals;
const { keyFiles, planOf } = await importBundled<typeof Plan>('tools/mesh/plan.ts', 'mesh');
const plan = planOf(FOLDER, first === undefined ? undefined : Number(first));
const ending = new AbortController();
const end = (): void => ending.abort();
process.stdin.once('end', end).once('error', end).resume();
process.on('SIGTERM', end);
// Who read what we print may have gone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
// A Ctrl-C reaches everybody in front of the terminal; the one in front closes our input.
process.on('SIGINT', () => undefined);

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (pid: number | undefined): void => void (pid !== undefined && process.send?.(pid));

/** Keys of this machine's own: made once, so that a trail of yesterday can be read today. */
function makeKeys(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const file of Object.values(keyFiles(FOLDER)).filter((one) => !existsSync(one))) {
    const keys = { active: 'local', keys: { local: randomBytes(KEY_BYTES).toString('base64') } };
    writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
  }
}

const over = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));

/** Ended by the same end only while it starts: afterwards it is the last to go. */
async function kafkaStarted(): Promise<LocalBroker> {
  const starting = new AbortController();
  const give = (): void => starting.abort();
  ending.signal.addEventListener('abort', give);
  try {
    return await startBroker(plan.kafkaPort, join(FOLDER, 'kafka'), starting.signal);
  } finally {
    ending.signal.removeEventListener('abort', give);
  }
}

async function run(): Promise<void> {
  const taken = await takenPorts(plan.ports);
  if (taken.length > 0)
    throw new Error(`The mesh cannot start:\n  ${taken.map(({ text }) => text).join('\n  ')}`);
  makeKeys();
  say('Starting Kafka …');
  const kafka = await kafkaStarted();
  tell(kafka.pid);
  const running: Running[] = [];
  try {
    say(`Starting ${plan.processes.length} processes …`);
    for (const planned of plan.processes) {
      const one = startProcess(planned, FOLDER);
      tell(one.pid);
      running.push(one);
    }
    const ended = running.map((one) =>
      one.exited.then((code) => {
        if (!ending.signal.aborted)
          throw new Error(`${one.app} ended by itself (${code}):\n${one.lastLines()}`);
      }),
    );
    const kafkaEnded = kafka.exited.then((code) => {
      if (!ending.signal.aborted) throw new Error(`Kafka ended by itself (${code}):\n${kafka.output()}`);
    });
    const allReady = Promise.all(running.map((one) => one.ready())).then(() => {
      if (!ending.signal.aborted) say(tableOf(plan, FOLDER));
      return over;
    });
    await Promise.race([over, allReady, Promise.all([...ended, kafkaEnded])]);
  } finally {
    end();
    say('Stopping …');
    // Callers first, then who answers them, Kafka last.
    for (const one of running.reverse()) await one.stop();
    await kafka.stop();
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = FAILED;
}
process.stdin.destroy();
process.disconnect?.();
