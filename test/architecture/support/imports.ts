import { dirname, join } from 'node:path';
import ts from 'typescript';
import base from '../../../tsconfig.base.json' with { type: 'json' };
import { filesIn, textOf } from './workspace';

/** Each file and those that it imports, for types alone included. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const ALIASES: Readonly<Record<string, readonly string[]>> = base.compilerOptions.paths;

/** The files that an import may mean, best first. Packages and Node's modules are none of ours. */
function meant(specifier: string, from: string): readonly string[] {
  const alias = ALIASES[specifier];
  if (alias) return alias.map((path) => join(path));
  if (!specifier.startsWith('.')) return [];
  const path = join(dirname(from), specifier);
  return [path, `${path}.ts`, `${path}/index.ts`];
}

/** The imports of files as the compiler sees them; `textAt` gives their texts. */
export function importsOf(files: readonly string[], textAt: (file: string) => string): Imports {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(textAt(file), true, false);
      const found = importedFiles.map(({ fileName }) => meant(fileName, file).find((one) => known.has(one)));
      return [file, found.filter((one) => one !== undefined)];
    }),
  );
}

/** The imports of all that is written by hand here. */
export const allImports = (): Imports =>
  importsOf(filesIn('{apps,libs,test,tools,deploy}/**/*.{ts,mts}'), textOf);

/** Files that reach this one by what they import, in steps of one import each; itself only if it is in a circle. */
export function reachedFrom(file: string, imports: Imports): ReadonlySet<string> {
  const reached = new Set<string>();
  const next = [...(imports.get(file) ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (reached.has(one)) continue;
    reached.add(one);
    next.push(...(imports.get(one) ?? []));
  }
  return reached;
}

/** Circles: sets of files that all reach each other, each sorted. */
export function circlesIn(imports: Imports): readonly (readonly string[])[] {
  const reached = new Map([...imports.keys()].map((file) => [file, reachedFrom(file, imports)]));
  const circles = [...imports.keys()]
    .filter((file) => reached.get(file)?.has(file))
    .map((file) => [...(reached.get(file) ?? [])].filter((one) => reached.get(one)?.has(file)).sort());
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}
