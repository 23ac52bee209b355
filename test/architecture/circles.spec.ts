import { describe, expect, it } from 'vitest';
import { allImports, circlesIn, importsOf, reachedFrom } from './support/imports';
import { textOf } from './support/workspace';

// Not a rule of lint: its results are kept by file, and a circle is closed by a change of another one.
const imports = allImports();
const projectAt = (file: string): string => file.split('/src/')[0] ?? file;

const made = (files: Readonly<Record<string, string>>) =>
  circlesIn(importsOf(Object.keys(files), (file) => files[file] ?? ''));

describe('files', () => {
  it('import in no circle, not even for a type', () => {
    expect(imports.size).toBeGreaterThan(500);
    expect(circlesIn(imports)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly (readonly string[])[]]>([
    ['none', { 'a.ts': "import './b';", 'b.ts': '' }, []],
    ['itself', { 'a.ts': "export * from './a';" }, [['a.ts']]],
    [
      'by types',
      { 'a.ts': "import type { B } from './b';", 'b.ts': "import { type A } from './a';" },
      [['a.ts', 'b.ts']],
    ],
    [
      'over three files, an index and a later import',
      {
        'x/a.ts': "import '../b';",
        'b/index.ts': "export { c } from '../c.ts';",
        'c.ts': "export const c = () => import('./x/a');",
      },
      [['b/index.ts', 'c.ts', 'x/a.ts']],
    ],
  ])('are found in a circle: %s', (_, files, circles) => {
    expect(made(files)).toEqual(circles);
  });
});

describe('the main path', () => {
  /** The list of the README: in each line the files that the data goes through in one process, in their order. */
  const list = /## Read it:[^]*?\n(1\. [^]*?)\n\n/.exec(textOf('README.md'))?.[1] ?? '';
  const walks = list
    .split(/^\d+\. /m)
    .slice(1)
    .map((line) => [...line.matchAll(/\]\(([^)]+\.ts)\)/g)].map(([, file = '']) => file));

  it('is told in the README, in files that exist', () => {
    expect(walks.map(({ length }) => length)).toEqual([3, 2, 3, 2]);
    expect(walks.flat().filter((file) => !imports.has(file))).toEqual([]);
  });

  it('leads from each step to the next one, which it imports, by its file or by the entry of its project', () => {
    const isEntry = (file: string): boolean => file.endsWith('/src/index.ts');
    const reads = (file: string, next: string): boolean =>
      (imports.get(file) ?? []).some(
        (one) => one === next || (isEntry(one) && imports.get(one)?.includes(next)),
      );
    const missing = walks.flatMap((walk) =>
      walk.flatMap((file, at) => {
        const next = walk[at + 1];
        return next === undefined || reads(file, next) ? [] : [`${file} does not import ${next}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  // Within a project: that none imports one from which it is imported, lint sees to.
  it('is walked forwards: no step imports one before it, over whatever other files', () => {
    const own = new Map(
      [...imports].map(([file, to]) => [file, to.filter((one) => projectAt(one) === projectAt(file))]),
    );
    const steps = walks.flat();
    const back = steps.flatMap((file, at) => {
      const reached = reachedFrom(file, own);
      return steps
        .slice(0, at)
        .filter((earlier) => reached.has(earlier))
        .map((earlier) => `${file} reads ${earlier}`);
    });
    expect(back).toEqual([]);
  });
});
