/** `npm run screenshots`: pictures of the main pages for the documents, of a mesh that this starts and ends. */
import { argumentsOf } from './arguments.ts';
import { findChromium, NO_CHROMIUM } from './browser/chromium.ts';
import type * as Screenshots from './browser/screenshots.ts';
import { importBundled } from './build/import-bundled.ts';

argumentsOf('npm run screenshots', {});

if (findChromium() === undefined) {
  console.error(`There is no browser: ${NO_CHROMIUM}.`);
  process.exit(1);
}
const { makeScreenshots } = await importBundled<typeof Screenshots>(
  'tools/browser/screenshots.ts',
  'screenshots',
);
await makeScreenshots();
