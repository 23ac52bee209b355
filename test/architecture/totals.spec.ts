import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Manifest } from '../manifests/manifest';
import { amount, besides, totalOf, type Total } from '../manifests/totals';
import { built, builtWith } from '../support/manifests';
import { ROOT } from './support/workspace';

const PAGE = readFileSync(join(ROOT, 'docs/operate/scale.md'), 'utf8');
const cells = ({ cpu, memory, disk }: Total): string =>
  `${(cpu / 1000).toFixed(1)} | ${(memory / 2 ** 30).toFixed(1)} GiB | ${disk / 2 ** 30} GiB`;
const row = (name: string, total: Total): string => `| ${name} | ${cells(total)} |`;
/** Rows without the white space that makes columns. */
const ROWS = PAGE.split('\n').map((line) => line.replaceAll(/ +/g, ' '));

const dev = built('k8s/overlays/dev');
const together = builtWith('dev', 'workers-together');
const prod = builtWith('prod', 'autoscaling');
it.each<[string, readonly Manifest[], Total]>([
  ['trials, `dev`', dev, totalOf(dev)],
  ['trials with all workers in one process', together, totalOf(together)],
  ['production, at rest', prod, totalOf(prod)],
  ['production, all scaled out (`autoscaling`)', prod, totalOf(prod, true)],
  ['beside it in production: one pod more of each while a version comes', prod, besides(prod)],
])('the page says what a cluster must have for %s', (name, all, total) => {
  expect(all.length).toBeGreaterThan(40);
  expect(ROWS).toContain(row(name, total));
});

it('reads quantities as Kubernetes does', () => {
  expect([amount('250m'), amount('2'), amount('1Gi'), amount('512Mi')]).toEqual([0.25, 2, 2 ** 30, 2 ** 29]);
  expect(() => amount('1e3')).toThrow('1e3 is no quantity');
});
