/**
 * `npm run observe`: the mesh, Kafka, Prometheus, Alertmanager and, where a Docker engine answers, Grafana on this
 * machine, with questions and faults, until Ctrl-C. `--scale=N` makes rules N times as fast as in an installation (10).
 */
import { argumentsOf, misused } from './arguments.ts';
import { bundleApps, appsOf, bundleOf, WORKSPACE } from './build/bundle.ts';
import { importBundled } from './build/import-bundled.ts';
import { isStale } from './build/stale.ts';
import type * as Observe from './observe/main.ts';

const USAGE = 'npm run observe -- [--scale=N], N from 1 (as in an installation) to 60';
const { scale = '10' } = argumentsOf(USAGE, { scale: { type: 'string' } }).values;
if (!/^(?:[1-9]|[1-5]\d|60)$/.test(scale)) misused(`There is no scale '${scale}'.`, USAGE);

const apps = appsOf();
if (apps.some((app) => isStale(bundleOf(app), WORKSPACE))) {
  console.log('Building …');
  await bundleApps(apps).catch(() => process.exit(1));
}
const { observe } = await importBundled<typeof Observe>('tools/observe/main.ts', 'observe');
process.exitCode = await observe(Number(scale));
