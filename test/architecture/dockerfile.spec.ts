import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleApps, appsOf, versionOf } from '../../tools/build/bundle';
import { pairsOf, stages, started, type Instruction } from '../support/image';
import { ROOT } from './support/workspace';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const [build = [], last = [], ...more] = stages();
const only = (stage: readonly Instruction[], name: string): readonly string[] =>
  stage.filter(({ word }) => word === name).map(({ rest }) => rest);

describe('the Dockerfile', () => {
  it('has two stages on bases by digest', () => {
    expect(more).toEqual([]);
    const digests = [...read('deploy/Dockerfile').matchAll(/^ARG \w+_DIGEST=(.*)$/gm)].map(([, one]) => one);
    expect(digests).toHaveLength(2);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(only(build, 'FROM')).toEqual(['${BUILD_NAME}@${BUILD_DIGEST} AS build']);
    expect(only(last, 'FROM')).toEqual(['${BASE_NAME}@${BASE_DIGEST}']);
  });

  it('builds as people do, of what it is given and what the lockfile names', () => {
    expect(build.map(({ word, rest }) => `${word} ${rest}`).slice(1)).toEqual([
      'WORKDIR /src',
      'COPY .npmrc package.json package-lock.json ./',
      'RUN npm ci',
      'COPY . .',
      'RUN npm run build',
    ]);
  });

  it('takes the tree that was built into the image, and nothing else', () => {
    const changesFiles = last.filter(
      ({ word }) =>
        !['FROM', 'ARG', 'LABEL', 'WORKDIR', 'ENV', 'USER', 'EXPOSE', 'ENTRYPOINT', 'CMD'].includes(word),
    );
    expect(changesFiles).toEqual([{ word: 'COPY', rest: '--from=build /src/dist /app' }]);
  });

  it('starts Node without a shell, as a user by number', () => {
    expect(started()).toMatchObject({
      user: '65532:65532',
      workdir: '/app',
      entrypoint: ['/nodejs/bin/node'],
    });
    expect(only(last, 'CMD')).toEqual(['["/app/apps/all-in-one/main.js"]']);
  });

  it('is of the version of the mesh, where nobody says otherwise', () => {
    expect(only(last, 'ARG')).toContain(`VERSION=${versionOf()}`);
  });

  it('says what it is in labels', () => {
    const labels = Object.keys(pairsOf(last, 'LABEL'));
    expect(labels).toEqual(
      ['title', 'description', 'version', 'revision', 'base.name', 'base.digest'].map(
        (name) => `org.opencontainers.image.${name}`,
      ),
    );
  });

  it('tells processes of their memory what the launcher would', () => {
    const launcher = read('tools/build/launcher.js');
    const [, mib] = /YOUNG_MIB = (\d+);/.exec(launcher) ?? [];
    const [, arenas] = /MALLOC_ARENA_MAX: '(\d+)'/.exec(launcher) ?? [];
    expect(started().env).toMatchObject({
      NODE_ENV: 'production',
      NODE_OPTIONS: `--max-semi-space-size=${mib}`,
      MALLOC_ARENA_MAX: arenas,
    });
  });
});

describe('the build context', () => {
  const lines = read('.dockerignore').split('\n');
  const given = lines.flatMap((line) => /^!(.*)$/.exec(line)?.[1] ?? []);
  const isGiven = (path: string): boolean =>
    given.some((one) => path === one || path.startsWith(`${one}/`)) && !/\.spec\.ts$|\/fixtures\//.test(path);

  it('is nothing but what is named', () => {
    expect(lines.filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('!'))).toEqual([
      '*',
      '**/*.spec.ts',
      '**/fixtures',
    ]);
    expect(given.filter((one) => /[*?]/.test(one))).toEqual([]);
    expect(isGiven('test/support/image.ts')).toBe(false);
  });

  it('has every file that the apps are made of', async () => {
    const bundles = await bundleApps(appsOf(), { packages: 'external', write: false });
    const sources = [...new Set(bundles.flatMap(({ sources: all }) => [...all]))];
    expect(sources.length).toBeGreaterThan(200);
    expect(sources.filter((path) => !isGiven(path))).toEqual([]);
  });
});
