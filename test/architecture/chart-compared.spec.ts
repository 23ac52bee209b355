import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './support/workspace';

const CHART = join(ROOT, 'deploy/helm');
const values = parse(readFileSync(join(CHART, 'values.yaml'), 'utf8')) as object;

/** Rows of the table: what, ours, and the four others. */
const rowsIn = (page: string): readonly (readonly string[])[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| what '))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
const rows = rowsIn(readFileSync(join(ROOT, 'docs/chart-compared.md'), 'utf8'));

const isNo = (cell: string): boolean => /^no\b/.test(cell);
const isThere = (path: string): boolean =>
  path.endsWith('.json')
    ? existsSync(join(CHART, path))
    : path
        .split('.')
        .reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], values) !==
      undefined;
const valuesOf = (ours: string): readonly string[] =>
  [...ours.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

const missing = (all: typeof rows): readonly string[] =>
  all.flatMap(([what = '', ours = '']) =>
    isNo(ours)
      ? []
      : valuesOf(ours).length === 0
        ? [`${what}: names no value`]
        : valuesOf(ours)
            .filter((path) => !isThere(path))
            .map((path) => `${what}: ${path}`),
  );
const alone = (all: typeof rows): readonly string[] =>
  all.filter(([, ours = '', ...others]) => isNo(ours) && !others.some(isNo)).map(([what = '']) => what);

describe('the chart beside others', () => {
  it('has what our column says', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.every((row) => row.length === 6)).toBe(true);
    expect(missing(rows)).toEqual([]);
  });

  it('is never the only one without', () => {
    expect(alone(rows)).toEqual([]);
  });

  it('would be seen without it', () => {
    expect(missing(rowsIn('| a | `nothing.here` | no | no | no | no |'))).toEqual(['a: nothing.here']);
    expect(missing(rowsIn('| a | yes | no | no | no | no |'))).toEqual(['a: names no value']);
    expect(alone(rowsIn('| a | no: why | yes | `b` | `c` | `d` |'))).toEqual(['a']);
  });
});
