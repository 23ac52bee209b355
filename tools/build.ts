import { appsOf, bundleApps, bundleOf, dropShared } from './build/bundle.ts';

const known = appsOf();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such app: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  process.exit(64);
}

const [started, before] = [new Date(), performance.now()];
// What is wrong has been printed by the bundler.
const bundles = await bundleApps(asked.length > 0 ? asked : known).catch(() => process.exit(1));
if (asked.length === 0) dropShared(started);
for (const { app, bytes } of bundles) console.log(bundleOf(app).padEnd(32), `${(bytes / 1e6).toFixed(1)} MB`);
console.log(`${bundles.length} built in ${((performance.now() - before) / 1000).toFixed(1)} s`);
