import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, WORKSPACE } from '../../../tools/build/bundle.ts';

// `node test/load/clients/run.ts [broker] [rounds]`: what compare.ts measures, bundled as the processes of the mesh are.

const outfile = join(WORKSPACE, '.cache/clients/compare.mjs');
await build({ ...bundleOptions(), entryPoints: ['test/load/clients/compare.ts'], outfile });
await import(outfile);
