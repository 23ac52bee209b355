import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyOwnFolder } from '../../tools/own-folder.ts';

/** A program ended with another exit code than 0; the message holds the end of what it wrote. */
export class CommandFailed extends Error {}

/**
 * Runs a program and returns what it wrote to either stream.
 * @throws CommandFailed
 */
export function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(text);
      else reject(new CommandFailed(`${program} ended with ${String(code)}: ${text.trim().slice(-1500)}`));
    });
  });
}

/** Whether a program is there and can tell its version. */
export const isThere = (program: string, option: string): boolean =>
  spawnSync(program, [option], { stdio: 'ignore' }).status === 0;

/**
 * Makes a folder anew when what it is made from has changed, or when an earlier attempt was not finished.
 * @param recipe file that says what goes into the folder
 */
export async function prepared(folder: string, recipe: string, make: () => Promise<unknown>): Promise<void> {
  const name = '.made-from';
  const mark = join(folder, name);
  const digest = createHash('sha256').update(readFileSync(recipe)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  emptyOwnFolder(folder, name);
  await make();
  writeFileSync(mark, digest);
}
