/**
 * `npm run build`: the bundles of all apps, or of those that are named, and what they weigh. Of all apps: the files that
 * lie in the image. With `--keep-sizes` today's sizes become those that later ones are compared with.
 */
import { argumentsOf, misused } from './arguments.ts';
import { appsOf, bundleApps, bundleOf, dropEarlier, WORKSPACE } from './build/bundle.ts';
import { sbom } from './build/sbom.ts';
import { difference, keepSizes, keptSizes, type Sizes } from './build/sizes.ts';

const known = appsOf();
const USAGE = 'npm run build -- [--source-maps] [--keep-sizes | <app>…]';
const options = { 'keep-sizes': { type: 'boolean' }, 'source-maps': { type: 'boolean' } } as const;
const { values, positionals: asked } = argumentsOf(USAGE, options, Infinity);
const { 'keep-sizes': keep = false, 'source-maps': sourceMaps = false } = values;
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0 || (keep && asked.length > 0)) {
  const what =
    unknown.length > 0 ? `No such app: ${unknown.join(', ')}.` : 'Sizes are kept of all apps at once.';
  misused(`${what} There are ${known.join(', ')}.`, USAGE);
}

const before = performance.now();
const [apps, plugins] = asked.length > 0 ? [asked, []] : [known, [sbom()]];
// What is wrong has been printed by the bundler.
const sourcemap = sourceMaps ? 'linked' : false;
const bundles = await bundleApps(apps, { plugins, sourcemap }).catch(() => process.exit(1));
if (asked.length === 0) dropEarlier(bundles, sourceMaps);
if (keep) keepSizes(bundles, WORKSPACE);

const kept: Sizes = keptSizes(WORKSPACE);
for (const bundle of bundles) {
  const grown = difference(bundle, kept);
  const compared = grown === undefined ? 'new' : `${grown < 0 ? '' : '+'}${(grown * 100).toFixed(1)} %`;
  console.log(bundleOf(bundle.app).padEnd(32), `${(bundle.bytes / 1e6).toFixed(1)} MB`, compared.padStart(8));
}
console.log(`${bundles.length} built in ${((performance.now() - before) / 1000).toFixed(1)} s`);
