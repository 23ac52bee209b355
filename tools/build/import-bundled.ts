import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, WORKSPACE } from './bundle.ts';

/**
 * Loads a module of `tools/` that imports projects by alias, which Node alone cannot: it is bundled first. What cannot
 * be bundled has been said on the console, and ends the process.
 */
export async function importBundled<T>(entry: string, name: string): Promise<T> {
  // As deep below the workspace as the tools themselves: some find it from where they are.
  const outfile = join(WORKSPACE, `.cache/${name}/${name}.mjs`);
  await build({ ...bundleOptions(), entryPoints: [entry], outfile, packages: 'external' }).catch(() =>
    process.exit(1),
  );
  return (await import(outfile)) as T;
}
