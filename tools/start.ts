import { join } from 'node:path';
import { bundleApps, bundleOf, WORKSPACE } from './build/bundle.ts';
import { isStale } from './build/stale.ts';

const APP = 'all-in-one';

// What is wrong has been printed by the bundler.
if (isStale(bundleOf(APP), WORKSPACE)) await bundleApps([APP]).catch(() => process.exit(1));

// In this process: signals, arguments and exit code are the program's own.
await import(join(WORKSPACE, bundleOf(APP)));
