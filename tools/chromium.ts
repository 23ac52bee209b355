/** Says where the browser is that tests and screenshots use; installs it where it is not here and that is allowed. */
import { argumentsOf } from './arguments.ts';
import { installedChromium } from './browser/chromium.ts';

argumentsOf('node tools/chromium.ts', {});

try {
  console.log(await installedChromium());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
