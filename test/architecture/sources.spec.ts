import { statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identityNumbersIn } from '../../tools/lint/identity-numbers';
import { THIRD_PARTY } from '../../tools/lint/boundaries';
import { projectsOf } from '../../tools/lint/workspace';
import { filesIn, ROOT, sourceFiles, textOf } from './support/workspace';

const EVERYWHERE = ['apps', 'deploy', 'docs', 'k8s', 'libs', 'test', 'tools'].map(
  (folder) => `${folder}/**/*`,
);
const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([@\w][\w@/.-]*)['"]/g;

/** Package of an import: `a/b` to `a`, `@a/b/c` to `@a/b`. */
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const projects = projectsOf(ROOT);
const projectOf = (file: string): string =>
  projects.find(({ root }) => file.startsWith(`${root}/`))?.name ?? 'none';

/** Third-party package to the projects that import it, tests left out. */
function users(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of sourceFiles('apps/**/*.ts', 'libs/**/*.ts'))
    for (const [, specifier = ''] of textOf(file).matchAll(IMPORT)) {
      const name = packageOf(specifier);
      if (name.startsWith('@ssbtek') || name.startsWith('node:') || builtinModules.includes(name)) continue;
      found.set(name, (found.get(name) ?? new Set()).add(projectOf(file)));
    }
  return found;
}

describe('third-party packages', () => {
  it('are each used in exactly one project, but for the framework of the shells', () => {
    const shells = /^(?:@nestjs\/.*|rxjs|reflect-metadata|uuid|fastify)$/;
    const shared = [...users()].filter(([name, by]) => by.size > 1 && !shells.test(name));
    expect(shared.map(([name, by]) => `${name}: ${[...by].join(', ')}`)).toEqual([]);
  });

  it('are used where the boundaries say', () => {
    for (const [name, by] of users())
      for (const project of by)
        expect(
          (THIRD_PARTY[project] ?? []).some(
            (one) => one === name || (one.endsWith('/*') && name.startsWith(one.slice(0, -1))),
          ),
          `${project} imports ${name}`,
        ).toBe(true);
  });

  it.each([
    'kafkajs',
    '@platformatic/kafka',
    'opossum',
    'prom-client',
    'pino',
    'undici',
    'zod',
    'fast-xml-parser',
    'saxes',
    'libxml2-wasm',
    'xmlbuilder2',
  ])('%s is found where it is used', (name) => {
    expect(users().get(name)?.size).toBe(1);
  });
});

describe('tests', () => {
  it('are never run alone or left out for good', () => {
    const marked = filesIn('apps/**/*.ts', 'libs/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts').filter((file) =>
      /\b(?:describe|it|test)(?:\.\w+)*\.(?:only|skip|todo)\b/.test(textOf(file)),
    );
    expect(marked).toEqual([]);
  });
});

describe('all text of the repository', () => {
  const all = filesIn('*.{md,json,mjs,ts}', ...EVERYWHERE).filter((file) => file !== 'package-lock.json');
  const pictures = all.filter((file) => file.endsWith('.png'));
  const files = all.filter((file) => !pictures.includes(file));

  it('has pictures in one place, and none that is heavy', () => {
    expect(pictures.length).toBeGreaterThan(3);
    expect(pictures.filter((file) => !file.startsWith('docs/screenshots/'))).toEqual([]);
    expect(pictures.filter((file) => statSync(join(ROOT, file)).size > 150_000)).toEqual([]);
  });

  it('holds only published test numbers', () => {
    expect(files.filter((file) => identityNumbersIn(textOf(file)).length > 0)).toEqual([]);
  });

  it('has no byte that is not UTF-8', () => {
    expect(files.filter((file) => textOf(file).includes('\uFFFD'))).toEqual([]);
  });

  it('has file names that every system can write', () => {
    expect(files.filter((file) => !/^[\w./@-]+$/.test(file))).toEqual([]);
  });
});
