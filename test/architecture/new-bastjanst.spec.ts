import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ESLint } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { built } from '../support/manifests';
import { copyOfWorkspace } from './support/copy';
import { agencyMistakes } from './support/agency';
import { KODER, ROOT } from './support/workspace';

const copy = copyOfWorkspace();
afterAll(() => copy[Symbol.dispose]());

const generate = (...args: readonly string[]) =>
  copy.run('tools/new-bastjanst.ts', ...args, '--dir', copy.root);
const read = (file: string): string => readFileSync(join(copy.root, file), 'utf8');
const FOLDERS = ['libs/bastjanster/nyss', 'apps/worker-nyss'];

describe('a new agency is refused', () => {
  it.each([
    ['a code that is taken', ['csn', 'Centrala'], /libs\/bastjanster\/csn is there already/],
    ['nothing', [], /Usage/],
    ['one word too many', ['pm', 'Pensions', 'myndigheten'], /Usage/],
  ])('%s', (_, args, said) => {
    const before = read('tsconfig.base.json');
    const ran = generate(...args);
    expect(ran.said).toMatch(said);
    expect(ran.code).toBe(64);
    expect(read('tsconfig.base.json')).toBe(before);
  });
});

describe('a new agency', () => {
  it('is made, registered last and given its alias', () => {
    expect(generate('nyss', 'Nya sjukstödet & arvet')).toMatchObject({ code: 0 });
    expect(read('libs/bastjanster/registry/src/bastjanster.ts')).toMatch(/BASTJANSTER.* = \[.*, nyss\];/s);
    expect(read('tsconfig.base.json')).toContain(
      '"@ssbtek/bastjanst-nyss": ["./libs/bastjanster/nyss/src/index.ts"]',
    );
  });

  it('has the files that every agency has', () => {
    expect(agencyMistakes('nyss', copy.root)).toEqual([]);
  });

  it('has no blanks left', () => {
    for (const file of ['src/descriptor.ts', 'src/protocol.ts', 'README.md', 'fixtures/request.xml'])
      expect(read(`libs/bastjanster/nyss/${file}`)).not.toMatch(/__\w+__/);
  });

  it('is not made twice', () => {
    expect(generate('nyss', 'Nya sjukstödet')).toMatchObject({ code: 64 });
  });

  it('conforms', () => {
    const ran = copy.run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'unit',
      'libs/bastjanster/nyss',
    );
    expect(ran.said).toMatch(/Test Files\s+1 passed/);
    expect(ran.code).toBe(0);
  });

  it('is asked a question by the whole mesh', () => {
    for (const folder of ['support', 'mesh-memory'])
      cpSync(join(ROOT, 'test', folder), join(copy.root, 'test', folder), { recursive: true });
    const ran = copy.run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'mesh-memory',
      'test/mesh-memory/registry.spec.ts',
    );
    expect(ran.said).toMatch(/Tests\s+1 passed/);
    expect(ran.code).toBe(0);
  });

  it('runs in every installation by the rules of all', () => {
    expect(copy.run('tools/render.ts')).toEqual({ code: 0, said: '' });
    expect(read('k8s/overlays/prod/kustomization.yaml')).toMatch(/- agencies\/miv\n *- agencies\/nyss\n/);
    expect(read('deploy/prometheus/prometheus.yaml')).toMatch(/- worker-miv:9464\n *- worker-nyss:9464\n/);
    expect(read('k8s/components/keda/scaled-objects.yaml')).toMatch(/name: ssbtek-worker-nyss\n/);
    expect(read('deploy/compose.yaml')).toMatch(
      /\n\n {2}worker-nyss:\n(?: {4}.*\n)* {6}SSBTEK_AGENCY_NYSS_URL: http:\/\/simulator:8090\/nyss\n\n {2}simulator:/,
    );
    for (const folder of ['support', 'architecture', 'manifests'])
      cpSync(join(ROOT, 'test', folder), join(copy.root, 'test', folder), { recursive: true });
    const ran = copy.run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'architecture',
      'test/architecture/manifests.spec.ts',
      'test/architecture/compose.spec.ts',
    );
    expect(ran.said).toMatch(/Test Files\s+2 passed/);
    expect(ran.code).toBe(0);
  });

  it('is in the chart, with every setting of its worker', () => {
    const ran = copy.run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'architecture',
      'test/architecture/chart.spec.ts',
    );
    expect(ran.said).toMatch(/Test Files\s+1 passed/);
    expect(ran.code).toBe(0);
    // The template of workers needs no line: it ranges over the values.
    const template = 'deploy/helm/templates/workers.yaml';
    expect(read(template)).toBe(readFileSync(join(ROOT, template), 'utf8'));
    // As in the overlay, with addresses to be put in.
    const { agencies } = parse(read('deploy/helm/values-prod.yaml')) as { agencies: Record<string, object> };
    expect(Object.keys(agencies).at(-1)).toBe('nyss');
    expect(Object.keys(agencies['nyss'] ?? {})).toEqual(Object.keys(agencies['miv'] ?? {}));
  });

  it('is typed like the others', () => {
    const files = [...FOLDERS, 'libs/bastjanster/registry'].map((folder) => `${folder}/**/*.ts`);
    writeFileSync(
      join(copy.root, 'tsconfig.json'),
      JSON.stringify({ extends: './tsconfig.base.json', include: [...files, 'libs/**/*.d.ts'] }),
    );
    expect(copy.run('node_modules/typescript/lib/tsc.js', '-p', 'tsconfig.json')).toEqual({
      code: 0,
      said: '',
    });
  });

  it('is laid out as the formatter would', () => {
    const ran = copy.run(
      'node_modules/prettier/bin/prettier.cjs',
      '--list-different',
      'k8s',
      'deploy/compose.yaml',
      'deploy/helm/*.{yaml,json}',
      ...FOLDERS,
    );
    expect(ran).toEqual({ code: 0, said: '' });
  });

  it('has nothing to be linted away, and sees no other agency', () => {
    const other = join(copy.root, 'libs/bastjanster/nyss/src/other.ts');
    writeFileSync(other, `export { ${KODER[0]} } from '@ssbtek/bastjanst-${KODER[0]}';\n`);
    const ran = copy.run(
      'node_modules/eslint/bin/eslint.js',
      '--format',
      'json',
      ...FOLDERS,
      'libs/bastjanster/registry',
    );
    const results = JSON.parse(ran.said) as readonly ESLint.LintResult[];
    const complaints = results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId }) => [filePath, ruleId]),
    );
    expect(complaints).toEqual([[other, '@nx/enforce-module-boundaries']]);
    expect(results.length).toBeGreaterThan(9);
  });
});

it('a code that is a word of the manifests changes no other word when the next agency is made', () => {
  expect(generate('spec', 'Myndigheten Spec')).toMatchObject({ code: 0 });
  expect(generate('nyast', 'Nyaste myndigheten')).toMatchObject({ code: 0 });
  const all = built('k8s/overlays/test', copy.root);
  const of = (kod: string) =>
    all
      .filter(({ metadata }) => metadata.labels?.['ssbtek.se/agency'] === kod)
      .map((one) => JSON.stringify(one).replaceAll(/-[a-z0-9]{10}(?=")/g, ''));
  expect(of('nyast').length).toBeGreaterThan(4);
  const renamed = (text: string): string =>
    text.replaceAll(/(?<=worker-|agency":"|8090\/)nyast/g, 'csn').replaceAll('_NYAST_', '_CSN_');
  expect(of('nyast').map(renamed)).toEqual(of('csn'));
});
