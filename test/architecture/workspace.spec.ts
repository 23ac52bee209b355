import { describe, expect, it } from 'vitest';
import {
  layerConstraints,
  LAYERS,
  scopeConstraints,
  tagMistakes,
  THIRD_PARTY,
} from '../../tools/lint/boundaries';
import { projectsOf } from '../../tools/lint/workspace';
import { filesIn, KODER, ROOT, textOf } from './support/workspace';

const projects = projectsOf(ROOT);
const tagsOf = (project: string): readonly string[] =>
  projects.find(({ name }) => name === project)?.tags ?? [];

interface ProjectFile {
  readonly sourceRoot: string;
  readonly projectType: string;
}
type Manifest = Readonly<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>>;
const projectFile = (root: string): ProjectFile => JSON.parse(textOf(`${root}/project.json`)) as ProjectFile;

describe('every project', () => {
  it('is there once', () => {
    const names = projects.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(projects.length).toBeGreaterThan(40);
  });

  it.each(projects)('$name has one layer and one scope', (project) => {
    expect(tagMistakes(project)).toEqual([]);
  });

  it.each(projects)('$name lies where it says, under the layer of its folder', ({ root, tags }) => {
    expect(projectFile(root).sourceRoot).toBe(`${root}/src`);
    expect(tags.includes('layer:app')).toBe(root.startsWith('apps/'));
    expect(projectFile(root).projectType).toBe(root.startsWith('apps/') ? 'application' : 'library');
  });

  it('has an alias that leads to its index, and further ones that stay inside of it', () => {
    const { compilerOptions } = JSON.parse(textOf('tsconfig.base.json')) as {
      compilerOptions: { paths: Record<string, string[]> };
    };
    const roots = new Map(projects.map(({ name, root }) => [name, root]));
    const aliases = Object.entries(compilerOptions.paths).map(([alias, to]) => {
      const [, name = '', entry = 'index'] = alias.split('/');
      expect(to, alias).toEqual([`./${roots.get(name)}/src/${entry}.ts`]);
      return alias;
    });
    for (const { name, root } of projects)
      if (root.startsWith('libs/')) expect(aliases).toContain(`@ssbtek/${name}`);
  });

  it('owns every source file: none lies outside of all projects', () => {
    const homeless = filesIn('apps/**/*.ts', 'libs/**/*.ts').filter(
      (file) => !projects.some(({ root }) => file.startsWith(`${root}/src/`)),
    );
    expect(homeless).toEqual([]);
  });
});

describe('Node', () => {
  it('is of one major for version managers, npm, tests and the image', () => {
    const major = textOf('.nvmrc').trim();
    const { engines, devDependencies } = JSON.parse(textOf('package.json')) as Manifest & {
      readonly engines: Readonly<Record<'node', string>>;
    };
    expect(engines.node).toBe(`>=${major}`);
    expect(devDependencies['node']).toMatch(new RegExp(`^\\^${major}\\.`));
    expect(
      [...textOf('deploy/Dockerfile').matchAll(/^ARG \w+=\S+?node(?:js|:)(\d+)/gm)].map(([, one]) => one),
    ).toEqual([major, major]);
  });
});

describe('a tag mistake is noticed:', () => {
  it.each([
    ['no tags', []],
    ['no scope', ['layer:core']],
    ['no layer', ['scope:shared']],
    ['two layers', ['layer:core', 'layer:kit', 'scope:shared']],
    ['two scopes', ['layer:bastjanst', 'scope:af', 'scope:csn']],
    ['an unknown layer', ['layer:misc', 'scope:shared']],
    ['an unknown dimension', ['layer:core', 'scope:shared', 'type:lib']],
    ['a wildcard', ['layer:*', 'scope:shared']],
    ['a wildcard scope', ['layer:core', 'scope:*']],
  ])('%s', (_, tags) => {
    expect(tagMistakes({ name: 'x', root: 'libs/x', tags })).not.toEqual([]);
  });
});

describe('constraints', () => {
  const constraints = [...layerConstraints([]), ...scopeConstraints(projects)];

  it('have no wildcard', () => {
    expect(JSON.stringify(constraints)).not.toContain('*');
  });

  it.each(projects)('$name is held by one of each dimension', ({ tags }) => {
    const held = constraints.filter(({ sourceTag }) => tags.includes(sourceTag));
    expect(held.map(({ sourceTag }) => sourceTag.split(':')[0])).toEqual(['layer', 'scope']);
  });

  it('let no layer import one that may import it', () => {
    for (const [layer, below] of Object.entries(LAYERS))
      for (const other of below)
        if (other !== layer) expect(LAYERS[other], `${layer} and ${other}`).not.toContain(layer);
  });

  it('let an agency see itself and what is shared', () => {
    for (const kod of KODER)
      expect(
        constraints.find(({ sourceTag }) => sourceTag === `scope:${kod}`)?.onlyDependOnLibsWithTags,
      ).toEqual([`scope:${kod}`, 'scope:shared']);
  });

  it('name only projects and packages that exist', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Manifest;
    const known = Object.keys({ ...dependencies, ...devDependencies });
    for (const [project, packages] of Object.entries(THIRD_PARTY)) {
      expect(tagsOf(project), project).not.toEqual([]);
      for (const name of packages) {
        const matching = known.filter(
          (one) => one === name || (name.endsWith('/*') && one.startsWith(name.slice(0, -1))),
        );
        expect(matching, `${project} uses ${name}`).not.toEqual([]);
      }
    }
  });
});

describe('each agency', () => {
  it.each(KODER)('%s keeps its scope to its folder and its worker', (kod) => {
    const scoped = projects.filter(({ tags }) => tags.includes(`scope:${kod}`)).map(({ root }) => root);
    expect(scoped).toEqual([`apps/worker-${kod}`, `libs/bastjanster/${kod}`]);
  });
});
