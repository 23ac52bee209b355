import { join } from 'node:path';
import { build } from 'esbuild';
import { argumentsOf, misused } from '../../../tools/arguments.ts';
import { bundleOptions, WORKSPACE } from '../../../tools/build/bundle.ts';

/** What compare.ts measures, bundled as the processes of the mesh are. */
const USAGE = 'node test/load/clients/run.ts [<broker>] [<rounds>]';
const [, rounds = '5'] = argumentsOf(USAGE, {}, 2).positionals;
if (!/^[1-9]\d?$/.test(rounds)) misused(`Rounds are a number from 1 to 99, not '${rounds}'.`, USAGE);

const outfile = join(WORKSPACE, '.cache/clients/compare.mjs');
await build({ ...bundleOptions(), entryPoints: ['test/load/clients/compare.ts'], outfile });
await import(outfile);
