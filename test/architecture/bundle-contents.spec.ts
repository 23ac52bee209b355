import { Console } from 'node:console';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appsOf, bundleApps, WORKSPACE } from '../../tools/build/bundle';
import { sbom } from '../../tools/build/sbom';
import { difference, kindOf, keptSizes, MAX_DIFFERENCE } from '../../tools/build/sizes';

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string };
    readonly expression?: string;
  }[];
}

// The test runner's console lacks it, and the bill's maker asks for it.
Object.assign(console, { Console });

const folder = mkdtempSync(join(tmpdir(), 'ssbtek-bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'sbom.json');
const bundles = await bundleApps(appsOf(), { write: false, plugins: [sbom(file)] });

/** The packages of others whose code is in any bundle, with the version that is installed. */
const packages = (): readonly string[] => {
  const roots = bundles.flatMap(({ sources }) =>
    [...sources].flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  return [...new Set(roots)].map((root) => {
    const text = readFileSync(join(WORKSPACE, root, 'package.json'), 'utf8');
    const { name, version } = JSON.parse(text) as { name: string; version: string };
    return `${name}@${version}`;
  });
};

describe('bundles', () => {
  it.each(bundles)('$app weighs what it did when somebody last looked', (bundle) => {
    const grown = difference(bundle, keptSizes(WORKSPACE)) ?? Infinity;
    expect(
      Math.abs(grown) <= MAX_DIFFERENCE,
      `${bundle.app} has ${bundle.bytes} bytes, ${(grown * 100).toFixed(1)} % from what was kept. Wanted? Then npm run build -- --keep-sizes`,
    ).toBe(true);
  });

  it('keep no size of a kind that is gone', () => {
    expect(Object.keys(keptSizes(WORKSPACE)).sort()).toEqual([...new Set(appsOf().map(kindOf))].sort());
  });

  it.each([
    ['worker-af', ['fastify', 'libxml2-wasm', 'yaml', 'xmlbuilder2', 'fast-xml-parser']],
    ['worker-csn', ['fastify', 'libxml2-wasm', 'yaml']],
    [
      'aggregator',
      ['fastify', 'libxml2-wasm', 'yaml', 'undici', 'saxes', 'opossum', 'xmlbuilder2', 'fast-xml-parser'],
    ],
    ['ingress', ['undici', 'opossum']],
  ])('%s carries no library that only others need', (app, foreign) => {
    const sources = [...(bundles.find((one) => one.app === app)?.sources ?? [])];
    const carried = foreign.filter((name) => sources.some((path) => path.includes(`node_modules/${name}/`)));
    expect(carried).toEqual([]);
    expect(sources.some((path) => path.includes('node_modules/kafkajs/'))).toBe(true);
  });
});

it.each(['worker-csn', 'ingress', 'simulator'])('%s reads and writes SHS with its libraries', (app) => {
  const sources = [...(bundles.find((one) => one.app === app)?.sources ?? [])];
  for (const name of ['xmlbuilder2', 'fast-xml-parser'])
    expect(
      sources.some((path) => path.includes(`node_modules/${name}/`)),
      name,
    ).toBe(true);
});

describe('the bill of materials', () => {
  const text = readFileSync(file, 'utf8');
  const { components } = JSON.parse(text) as { components: readonly Component[] };
  const idOf = ({ group, name, version }: Component): string =>
    `${group === undefined ? '' : `${group}/`}${name}@${version}`;

  it('names every package that is in a bundle, and no other', () => {
    expect(packages().length).toBeGreaterThan(50);
    expect([...new Set(components.map(idOf))].sort()).toEqual([...new Set(packages())].sort());
  });

  it('gives each a version and a licence', () => {
    const bare = components.filter(
      ({ version, licenses = [] }) =>
        !version || !licenses.some(({ license, expression }) => license?.id ?? expression),
    );
    expect(bare.map(idOf)).toEqual([]);
  });

  it('tells nothing of the machine it was made on', () => {
    expect(text).not.toContain(WORKSPACE);
    expect(text).not.toMatch(/"timestamp"|serialNumber/);
  });
});
