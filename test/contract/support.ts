import { readFileSync } from 'node:fs';
import { benchOf, type Bench } from '@ssbtek/contract-version/testing';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';

const example = (version: string): string =>
  readFileSync(new URL(`../../docs/examples/${version}-fraga.xml`, import.meta.url), 'utf8');

/** Each contract version with the worked example of the documentation. */
export const BENCHES: readonly (readonly [name: string, bench: Bench])[] = CONTRACT_VERSIONS.map(
  (version) => [version.name, benchOf({ version, exempel: example(version.name) })],
);

/** The bench of one version. */
export function benchFor(name: string): Bench {
  const found = BENCHES.find(([version]) => version === name)?.[1];
  if (!found) throw new Error(`no version ${name}`);
  return found;
}
