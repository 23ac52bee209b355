import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What bundles are made of; folders are among it, so that a file taken away is noticed too. */
const MADE_OF = [
  'apps/**',
  'libs/**',
  'docs/guide/**',
  'docs/examples/**',
  'tools/build/**',
  'package-lock.json',
  'tsconfig.base.json',
];

/** True when the file is missing or older than anything that bundles are made of. */
export function isStale(file: string, workspace: string): boolean {
  const path = join(workspace, file);
  if (!existsSync(path)) return true;
  const made = statSync(path).mtimeMs;
  const changed = (one: string): number =>
    statSync(join(workspace, one), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  return globSync(MADE_OF, { cwd: workspace }).some((one) => changed(one) > made);
}
