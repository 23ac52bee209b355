import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const FOLDER = ['README.md', 'fixtures', 'project.json', 'src'];
const EVERY_AGENCY = ['descriptor.ts', 'index.ts', 'simulator.ts'];
const EVERY_PROTOCOL = ['protocol.ts', 'to-request.ts', 'to-svar.ts'];
/** Lines of a README: quirks, not a manual. */
const README_LINES = 15;

/** Text of a file, empty when it is not there. */
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const lacks = (files: readonly string[], folder: string): string[] =>
  files.filter((file) => !existsSync(join(folder, file))).map((file) => `${basename(folder)} lacks ${file}`);

/** The folders with a protocol: `src` itself, or one below it for each. */
function protocolFolders(folder: string): readonly string[] {
  const found = globSync('src/**/protocol.ts', { cwd: folder }).map(dirname);
  return found.length > 0 ? found : ['src'];
}

/** Every protocol has a spec of its name that calls the conformance suite. */
const untested = (kod: string, folder: string): readonly string[] =>
  protocolFolders(folder)
    .map((where) => `${where}/${where === 'src' ? kod : basename(where)}.spec.ts`)
    .filter((spec) => !read(join(folder, spec)).includes('bastjanstConformance('))
    .map((spec) => `${spec} does not call the conformance suite`);

/** The index gives away the agency and nothing else. */
function wrongIndex(kod: string, folder: string): readonly string[] {
  const exports = read(join(folder, 'src/index.ts')).matchAll(/^export (?:\w+ )?(\S+)/gm);
  const names = [...exports].map(([, name]) => name?.replace(/:$/, ''));
  return names.length === 1 && names[0] === kod ? [] : [`index.ts exports ${names.join(', ') || 'nothing'}`];
}

/**
 * What an agency's folder lacks, or has too much of. Its files are the same as everybody's; an agency that is asked
 * in several ways has a folder for each.
 */
export function agencyMistakes(kod: string, workspace: string): readonly string[] {
  const folder = join(workspace, 'libs/bastjanster', kod);
  const fixtures = globSync('fixtures/*', { cwd: folder }).map((path) => basename(path));
  const readme = read(join(folder, 'README.md')).trim().split('\n').length;
  return [
    ...lacks(FOLDER, folder),
    ...globSync('*', { cwd: folder }).flatMap((name) =>
      FOLDER.includes(name) ? [] : [`${name} is foreign`],
    ),
    ...lacks(EVERY_AGENCY, join(folder, 'src')),
    ...protocolFolders(folder).flatMap((where) => lacks(EVERY_PROTOCOL, join(folder, where))),
    ...['request', 'svar'].flatMap((kind) =>
      fixtures.some((name) => name.startsWith(kind)) ? [] : [`no fixture of a ${kind}`],
    ),
    ...untested(kod, folder),
    ...wrongIndex(kod, folder),
    ...(readme > README_LINES ? [`README of ${readme} lines, more than ${README_LINES}`] : []),
  ].map((mistake) => `${kod}: ${mistake}`);
}
