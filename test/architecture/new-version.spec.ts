import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyOfWorkspace } from './support/copy';

const copy = copyOfWorkspace();
afterAll(() => copy[Symbol.dispose]());

const generate = (...args: readonly string[]) =>
  copy.run('tools/new-version.ts', ...args, '--dir', copy.root);
const read = (file: string): string => readFileSync(join(copy.root, file), 'utf8');
const REGISTRY = 'libs/contract-versions/registry/src/index.ts';

describe('a new contract version is refused', () => {
  it.each([
    ['nothing', [], /Usage/],
    ['a name', ['v12'], /Usage/],
    ['too much', ['12', '13'], /Usage/],
    ['an option that nobody knows', ['12', '--form', 'v10'], /--form/],
    ['one that is there', ['11'], /newer than v11/],
    ['one that is older', ['9'], /newer than v11/],
  ])('%s', (_, args, said) => {
    const before = read(REGISTRY);
    const ran = generate(...args);
    expect(ran.said).toMatch(said);
    expect(ran.code).toBe(64);
    expect(read(REGISTRY)).toBe(before);
  });
});

describe('a new contract version', () => {
  it('is made as the newest one is, and registered last', () => {
    expect(generate('12')).toMatchObject({ code: 0 });
    expect(read(REGISTRY)).toMatch(/CONTRACT_VERSIONS.* = \[v1, v10, v11, v12\];/);
    expect(read('tsconfig.base.json')).toContain(
      '"@ssbtek/contract-v12": ["./libs/contract-versions/v12/src/index.ts"]',
    );
  });

  it('may be set up in the chart', () => {
    const { properties } = JSON.parse(read('deploy/helm/values.schema.json')) as {
      properties: { ingress: { properties: { settings: { properties: Record<string, object> } } } };
    };
    const names = Object.keys(properties.ingress.properties.settings.properties);
    expect(names).toEqual(expect.arrayContaining(['SSBTEK_SHS_PRODUCT_V12', 'SSBTEK_VERSION_V12_CLOSES']));
  });

  it('has nothing of the one it was made from but its rules', () => {
    for (const file of [
      'libs/contract-versions/v12/project.json',
      'libs/contract-versions/v12/src/v12.ts',
      'libs/contract-versions/v12/schema/sammansatt_bastjanst_v12.xsd',
      'libs/contract-versions/v12/schema/BastjanstInformation_v12.wsdl',
      'docs/examples/v12-fraga.xml',
    ])
      expect(read(file)).not.toMatch(/v11|ssbt\/11|ersion 11/);
  });

  it('is a version as all others are, and is asked at its own address', () => {
    const ran = copy.run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'unit',
      'libs/contract-versions/v12/src/v12.testa.spec.ts',
      'libs/contract-versions/registry',
    );
    expect(ran.said).toMatch(/Test Files\s+3 passed/);
    expect(ran.code).toBe(0);
  });

  it('is laid out as the formatter would', () => {
    const made = [
      'libs/contract-versions/v12',
      'libs/contract-versions/registry',
      'tsconfig.base.json',
      'deploy/helm/*.json',
    ];
    const ran = copy.run('node_modules/prettier/bin/prettier.cjs', '--list-different', ...made);
    expect(ran).toEqual({ code: 0, said: '' });
  });
});
