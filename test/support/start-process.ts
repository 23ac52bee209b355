import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../dist/apps/', import.meta.url));

/** A process whose output is read. */
export interface StartedProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Sends a signal to the app itself, whatever it is wrapped in. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Starts an app with these settings. */
export type Starter = (app: string, env: Readonly<Record<string, string>>) => StartedProcess;

/** The bundles as `npm run build` left them. */
export const fromBundles: Starter = (app, env) => {
  const file = join(DIST, app, 'main.js');
  if (!existsSync(file)) throw new Error(`${app} is not built: npm run build`);
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, signal: (signal) => void child.kill(signal) };
};
