import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run build` leaves, and the image has as `/app`. */
export const TREE = join(ROOT, 'dist');

/** Where Node keeps what it compiled once a process has run from there; no part of a build. */
export const COMPILED = 'compiled';

/** One instruction of a Dockerfile: its word, and the rest of its line. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The instructions of each stage of the Dockerfile; what stands in front of the first FROM is left out. */
export function stages(): readonly (readonly Instruction[])[] {
  const text = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
  const lines = text.replaceAll(/\\\n\s*/g, '').match(/^[A-Z]+ .*$/gm) ?? [];
  const all = lines.map((line) => {
    const [word = ''] = line.split(' ');
    return { word, rest: line.slice(word.length + 1) };
  });
  const starts = all.flatMap(({ word }, index) => (word === 'FROM' ? [index] : []));
  return starts.map((start, index) => all.slice(start, starts[index + 1]));
}

/** The variables or labels of a stage, by name. */
export const pairsOf = (
  stage: readonly Instruction[],
  word: 'ENV' | 'LABEL',
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stage
      .filter((one) => one.word === word)
      .flatMap(({ rest }) => [...rest.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)])
      .map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']),
  );

/** How the image is started. */
export interface Started {
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How the last stage says that the image is started. */
export function started(): Started {
  const last = stages().at(-1) ?? [];
  const only = (name: string): string => last.find(({ word }) => word === name)?.rest ?? '';
  return {
    user: only('USER'),
    workdir: only('WORKDIR'),
    entrypoint: JSON.parse(only('ENTRYPOINT')) as readonly string[],
    env: pairsOf(last, 'ENV'),
  };
}
