import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appsOf, bundleOf, versionOf } from '../../tools/build/bundle';
import { ROOT } from './support/workspace';

const version = versionOf();
const out = mkdtempSync(join(tmpdir(), 'ssbtek-release-'));
afterAll(() => rmSync(out, { recursive: true }));
const release = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['tools/release.ts', '--no-build', '--out', out, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
const inside = (archive: string): readonly string[] =>
  execFileSync('tar', ['-tzf', join(out, archive)], { encoding: 'utf8' }).split('\n');

describe('npm run release', () => {
  beforeAll(() => {
    expect(release('--unreleased')).toMatchObject({ status: 0, stderr: '' });
  });

  it('leaves image tree, bill of materials, chart, notes and checksums', () => {
    expect(readdirSync(out).sort()).toEqual([
      'Dockerfile',
      'NOTES.txt',
      'SHA256SUMS',
      `ssbtek-${version}.tgz`,
      `ssbtek-mesh-${version}-image.tar.gz`,
      `ssbtek-mesh-${version}.cdx.json`,
    ]);
    expect(() => execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: out })).not.toThrow();
    expect(readFileSync(join(out, 'SHA256SUMS'), 'utf8').trim().split('\n')).toHaveLength(5);
  });

  it('has every app in the tree, and the whole chart in its archive', () => {
    const tree = inside(`ssbtek-mesh-${version}-image.tar.gz`);
    for (const app of appsOf()) expect(tree).toContain(`app/apps/${app}/main.js`);
    expect(tree.filter((path) => path.includes('compiled'))).toEqual([]);
    expect(inside(`ssbtek-${version}.tgz`)).toEqual(
      expect.arrayContaining(['ssbtek/Chart.yaml', 'ssbtek/values.yaml', 'ssbtek/templates/ingress.yaml']),
    );
    const bill = JSON.parse(readFileSync(join(out, `ssbtek-mesh-${version}.cdx.json`), 'utf8')) as object;
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  it('tells what has changed', () => {
    expect(readFileSync(join(out, 'NOTES.txt'), 'utf8')).toMatch(/^# ssbtek-mesh-[\s\S]*### For operators/);
  });

  it('does not make one twice', () => {
    expect(release('--unreleased')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/is there already/) as unknown,
    });
  });
});

it.each(appsOf())('%s says which version it is', (app) => {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, bundleOf(app)), '--version'], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
});
