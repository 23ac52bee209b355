import { join } from 'node:path';
import { bundleApps, bundleOf, WORKSPACE } from './build/bundle.ts';
import { isStale } from './build/stale.ts';

/** `npm run audit -- verify --brokers …`: the operators' command, built when it is not there or old. */
const APP = 'audit';

// What is wrong has been printed by the bundler.
if (isStale(bundleOf(APP), WORKSPACE)) await bundleApps([APP]).catch(() => process.exit(1));

await import(join(WORKSPACE, bundleOf(APP)));
