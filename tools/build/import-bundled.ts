import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleOptions, WORKSPACE } from './bundle.ts';

/** CommonJS of which Node finds only some names when it is imported: it goes into the bundle, where all are known. */
const INSIDE = /^kafkajs$/;

const inside: Plugin = {
  name: 'inside',
  setup(bundler) {
    const { resolve } = createRequire(import.meta.url);
    bundler.onResolve({ filter: INSIDE }, ({ path }) => ({ path: resolve(path) }));
  },
};

/**
 * Loads a module of `tools/` that imports projects by alias, which Node alone cannot: it is bundled first. What cannot
 * be bundled has been said on the console, and ends the process.
 */
export async function importBundled<T>(entry: string, name: string): Promise<T> {
  // As deep below the workspace as the tools themselves: some find it from where they are.
  const outfile = join(WORKSPACE, `.cache/${name}/${name}.mjs`);
  const options = bundleOptions();
  const plugins = [inside, ...(options.plugins ?? [])];
  await build({ ...options, plugins, entryPoints: [entry], outfile, packages: 'external' }).catch(() =>
    process.exit(1),
  );
  return (await import(outfile)) as T;
}
