import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import type { Plugin } from 'esbuild';

/**
 * Writes what is really in the bundles as CycloneDX: every package that is left after tree shaking, with version and
 * licence. Checked against the standard's schema; in one folder the same bundles give the same file.
 * @param outputFile below the folder of the bundles
 */
export const sbom = (outputFile = 'sbom.json'): Plugin =>
  cyclonedxEsbuildPlugin({
    specVersion: '1.6',
    outputFile,
    outputReproducible: true,
    validate: true,
    logLevel: 'silent',
  });
