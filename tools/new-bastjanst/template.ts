import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TEMPLATE = join(import.meta.dirname, 'template');

/** What an agency is called. */
export interface Name {
  /** Lower case: `csn`. */
  readonly kod: string;
  /** For people: `Centrala studiestödsnämnden`. */
  readonly namn: string;
}

/** A file to be written, its path below the workspace. */
export interface Rendered {
  readonly path: string;
  readonly text: string;
}

/**
 * The files of a new agency and its worker, made from the folder `template`: every file there ends in `.txt` and
 * has the name's three forms as `__kod__`, `__KOD__` and `__Namn__`.
 */
export function render({ kod, namn }: Name): readonly Rendered[] {
  const fill = (text: string): string =>
    text.replaceAll('__kod__', kod).replaceAll('__KOD__', kod.toUpperCase()).replaceAll('__Namn__', namn);
  return globSync('**/*.txt', { cwd: TEMPLATE })
    .sort()
    .map((file) => ({
      path: fill(file.slice(0, -'.txt'.length)),
      text: fill(readFileSync(join(TEMPLATE, file), 'utf8')),
    }));
}
