import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 30_000;
const STOP_MS = 5000;
const KEPT_OUTPUT = 4000;

/** A program of others that runs until it is stopped. */
export interface ProgramProcess {
  readonly pid: number;
  /** What it last wrote. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a program and waits until it answers at this address. It is ended by its pid, and with this process. */
export async function startProgram(
  path: string,
  args: readonly string[],
  readyUrl: string,
): Promise<ProgramProcess> {
  // A Ctrl-C in the terminal is for us: we end it.
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-KEPT_OUTPUT));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', ({ message }) => {
      output += message;
      resolve();
    });
  });
  let ended = false;
  void gone.then(() => (ended = true));
  const orphaned = (): void => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  const stop = async (): Promise<void> => {
    process.off('exit', orphaned);
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(timer);
  };
  const until = Date.now() + READY_MS;
  while (!(await answers(readyUrl))) {
    if (ended || Date.now() > until) {
      await stop();
      throw new Error(`${path} ${ended ? 'ended' : 'was not ready in time'}:\n${output}`);
    }
    await sleep(100);
  }
  return { pid: child.pid ?? 0, output: () => output, stop };
}

/** Whether something answers there, and well. */
export const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
