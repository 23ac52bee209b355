/**
 * `npm run build`: the bundles of all apps, or of those that are named, and what they weigh. With `--keep-sizes` today's
 * sizes become those that later ones are compared with.
 */
import { appsOf, bundleApps, bundleOf, dropShared, WORKSPACE } from './build/bundle.ts';
import { sbom } from './build/sbom.ts';
import { difference, keepSizes, keptSizes, type Sizes } from './build/sizes.ts';

const known = appsOf();
const keep = process.argv.includes('--keep-sizes');
const asked = process.argv.slice(2).filter((name) => name !== '--keep-sizes');
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0 || (keep && asked.length > 0)) {
  const what =
    unknown.length > 0 ? `No such app: ${unknown.join(', ')}.` : 'Sizes are kept of all apps at once.';
  console.error(`${what} There are ${known.join(', ')}.`);
  process.exit(64);
}

const before = performance.now();
const [apps, plugins] = asked.length > 0 ? [asked, []] : [known, [sbom()]];
// What is wrong has been printed by the bundler.
const bundles = await bundleApps(apps, { plugins }).catch(() => process.exit(1));
if (asked.length === 0) dropShared(bundles);
if (keep) keepSizes(bundles, WORKSPACE);

const kept: Sizes = keptSizes(WORKSPACE);
for (const bundle of bundles) {
  const grown = difference(bundle, kept);
  const compared = grown === undefined ? 'new' : `${grown < 0 ? '' : '+'}${(grown * 100).toFixed(1)} %`;
  console.log(bundleOf(bundle.app).padEnd(32), `${(bundle.bytes / 1e6).toFixed(1)} MB`, compared.padStart(8));
}
console.log(`${bundles.length} built in ${((performance.now() - before) / 1000).toFixed(1)} s`);
