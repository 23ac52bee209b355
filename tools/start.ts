import { join } from 'node:path';
import { bundleApps, bundleOf, WORKSPACE } from './build/bundle.ts';
import { isStale } from './build/stale.ts';
import { takenPorts } from './ports/taken.ts';
import { wantedPorts } from './ports/usual.ts';

const APP = 'all-in-one';
const FAILED = 1;

// What is asked about instead of run takes no port.
const runs = process.argv.length === 2;
const taken = runs ? await takenPorts(wantedPorts(process.env)) : [];
if (taken.length > 0) {
  const settings = taken.map(({ wanted }) => wanted.setting).join(', ');
  const lines = taken.map(({ text }) => `  ${text}\n`).join('');
  process.stderr.write(
    `The mesh cannot start:\n${lines}End what runs there, or set ${settings} to free ports.\n`,
  );
  process.exit(FAILED);
}

// What is wrong has been printed by the bundler.
if (isStale(bundleOf(APP), WORKSPACE)) await bundleApps([APP]).catch(() => process.exit(FAILED));

// In this process: signals, arguments and exit code are the program's own.
await import(join(WORKSPACE, bundleOf(APP)));
