/**
 * `npm run observe`: the mesh, Kafka, Prometheus, Alertmanager and, where a Docker engine answers, Grafana on this
 * machine, with questions and faults, until Ctrl-C. `--scale=N` makes rules N times as fast as in an installation (10).
 */
import { bundleApps, appsOf, bundleOf, WORKSPACE } from './build/bundle.ts';
import { importBundled } from './build/import-bundled.ts';
import { isStale } from './build/stale.ts';
import type * as Observe from './observe/main.ts';

const apps = appsOf();
if (apps.some((app) => isStale(bundleOf(app), WORKSPACE))) {
  console.log('Building …');
  await bundleApps(apps).catch(() => process.exit(1));
}
const { observe } = await importBundled<typeof Observe>('tools/observe/main.ts', 'observe');
process.exitCode = await observe(process.argv.slice(2));
