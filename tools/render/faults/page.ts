import { globSync, readFileSync } from 'node:fs';
import { FAULTS, type Fault } from '../../../test/faults/faults.ts';
import { titlesOf } from '../../contract-coverage/titles.ts';
import { page, table } from '../docs/markdown.ts';
import type { RenderedFile } from '../file.ts';

/** Specs, and the suites that specs share. */
const SOURCES = ['{libs,test}/**/*.spec.ts', 'libs/**/testing/*.ts', 'test/features/*.ts'];

/** A fault and the files of the tests that show it; none for a pattern that finds nothing. */
export interface ShownFault {
  readonly fault: Fault;
  readonly files: readonly string[];
  readonly unshown: readonly RegExp[];
}

/** Which tests show which fault, by the tests' full names. */
export function shownFaults(faults: readonly Fault[] = FAULTS): readonly ShownFault[] {
  const names = SOURCES.flatMap((pattern) =>
    globSync(pattern, { exclude: (name) => name === 'node_modules' }),
  )
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .flatMap((file) => titlesOf(file, readFileSync(file, 'utf8')))
    .map(({ file, title }) => ({ file, name: `${file} ${title.replace(/\s+/g, ' ')}` }));
  return faults.map((fault) => {
    const found = fault.tests.map((pattern) => names.filter(({ name }) => pattern.test(name)));
    return {
      fault,
      files: [...new Set(found.flat().map(({ file }) => file))].toSorted(),
      unshown: fault.tests.filter((_, i) => found[i]?.length === 0),
    };
  });
}

const link = (file: string): string => `[${file.replace(/.*\//, '')}](../${file})`;

/** The page of all faults. */
export const faults = (): RenderedFile =>
  page(
    'docs/faults.md',
    'Which test shows what happens in which fault',
    'Tests below `test/ops` run by `npm run test:ops`, all others by `npm test`.',
    table(
      ['', 'what happens', 'what callers see', 'shown by', 'not shown'],
      shownFaults().map(({ fault, files }) => [
        String(fault.id),
        fault.fault,
        fault.sees,
        files.map(link).join(', '),
        fault.missing ?? '',
      ]),
    ),
  );
