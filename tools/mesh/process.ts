import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleOf, WORKSPACE } from '../build/bundle.ts';
import type { Planned } from './plan.ts';

const READY_WITHIN_MS = 120_000;
const KILLED_AFTER_MS = 40_000;
const LAST_LINES = 12;

/** A process of the mesh that was started. */
export interface Running {
  readonly app: string;
  readonly pid: number | undefined;
  /** Resolves with the exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
  /** Resolves when it says that it is ready. @throws Error when it ends before, or takes too long */
  ready(): Promise<void>;
  /** Asks it to end, and insists after a while. */
  stop(): Promise<void>;
  /** The end of its log. */
  lastLines(): string;
}

/** Starts a process with its log in this folder. It has a group of its own: a Ctrl-C is for us, who end it in its turn. */
export function startProcess({ app, env, managementPort }: Planned, folder: string): Running {
  const log = join(folder, `${app}.log`);
  const output = openSync(log, 'w');
  const { PATH = '', HOME = '', NODE_OPTIONS } = process.env;
  const child = spawn(process.execPath, [join(WORKSPACE, bundleOf(app))], {
    env: { PATH, HOME, ...(NODE_OPTIONS !== undefined && { NODE_OPTIONS }), ...env },
    stdio: ['ignore', output, output],
    detached: true,
  });
  let over = false;
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', (error) => resolve(error.message));
  });
  void exited.then(() => (over = true));
  return {
    app,
    pid: child.pid,
    exited,
    lastLines: () => readFileSync(log, 'utf8').trim().split('\n').slice(-LAST_LINES).join('\n'),
    async ready() {
      const until = Date.now() + READY_WITHIN_MS;
      while (!(await isReady(managementPort))) {
        if (over) throw new Error(`${app} ended at its start, see ${log}`);
        if (Date.now() > until)
          throw new Error(`${app} is not ready after ${READY_WITHIN_MS / 1000} s, see ${log}`);
        await sleep(200);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), KILLED_AFTER_MS);
      await exited;
      clearTimeout(insist);
    },
  };
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
