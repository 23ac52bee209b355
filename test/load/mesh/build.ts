import { execFileSync } from 'node:child_process';

/** Makes the bundles of a checkout anew. Throws when that fails: what is wrong has been printed by then. */
export function build(checkout: string, more: readonly string[] = []): void {
  execFileSync(process.execPath, ['tools/build.ts', ...more], {
    cwd: checkout,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
