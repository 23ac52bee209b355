import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An empty folder, in the place of the one that was made here before. A mark inside says that it was; whoever keeps
 * something of their own under that name keeps it.
 * @param mark name of a file that is written into it
 * @throws Error where the folder has something in it and no mark
 */
export function emptyOwnFolder(folder: string, mark = '.made-here'): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, mark)))
    throw new Error(`${folder} was not made here and is left as it is: move it, or remove it.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, mark), '');
}
