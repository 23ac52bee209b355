import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import dockerignore from '@balena/dockerignore';
import { WORKSPACE } from '../build/bundle.ts';
import { stagesOf, type Instruction, type Stage } from './dockerfile.ts';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** What the last stage may hold besides COPY: nothing of it changes a file. A base without a shell can run nothing. */
const WITHOUT_FILES: readonly string[] = [
  'ARG',
  'LABEL',
  'WORKDIR',
  'ENV',
  'USER',
  'EXPOSE',
  'ENTRYPOINT',
  'CMD',
];

/** An image on disk, without an engine: what the last stage adds to its base, and how it is started. */
export interface ImageTree {
  /** Folder with the files, as `/` of the image. */
  readonly root: string;
  readonly user: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
}

/** The Dockerfile of the repository. */
export const DOCKERFILE = 'deploy/Dockerfile';

/**
 * Follows the Dockerfile as an engine would, except that `npm ci` is taken as done: the packages of the workspace are
 * found above the place of the build.
 * @param target folder for the tree: a new or empty one, or one that holds an earlier tree, which is removed
 * @throws Error where the folder holds anything else, and where the Dockerfile says something that cannot be followed
 */
export async function makeTree(target: string, workspace = WORKSPACE): Promise<ImageTree> {
  const [build, last, ...more] = stagesOf(readFileSync(join(workspace, DOCKERFILE), 'utf8'));
  if (build?.name !== 'build' || !last || more.length > 0)
    throw new Error(`${DOCKERFILE}: two stages expected`);
  checkOwn(target);
  const scratch = join(workspace, '.cache/image');
  mkdirSync(scratch, { recursive: true });
  const building = mkdtempSync(join(scratch, 'build-'));
  const tree = mkdtempSync(join(scratch, 'tree-'));
  try {
    await followBuild(build, building, workspace);
    for (const one of last.instructions) followLast(one, building, tree);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    renameSync(tree, target);
    writeFileSync(markOf(target), '');
  } finally {
    rmSync(building, { recursive: true, force: true });
    rmSync(tree, { recursive: true, force: true });
  }
  return { root: target, ...startOf(last) };
}

/** Stands beside a tree that was made here, not in it: a tree holds what the image holds. */
const markOf = (target: string): string => `${target}.made`;

function checkOwn(target: string): void {
  if (!existsSync(target) || existsSync(markOf(target))) return;
  if (statSync(target).isDirectory() && readdirSync(target).length === 0) return;
  throw new Error(
    `${target} is no tree that was made here and is left as it is: name another folder, or remove it.`,
  );
}

async function followBuild({ instructions }: Stage, building: string, workspace: string): Promise<void> {
  let workdir = '/';
  for (const { keyword, args } of instructions) {
    const [first = ''] = args;
    if (keyword === 'WORKDIR') mkdirSync(join(building, (workdir = first)), { recursive: true });
    else if (keyword === 'COPY')
      copy(args.slice(0, -1), args.at(-1) ?? '', join(building, workdir), workspace);
    else if (keyword !== 'RUN') throw new Error(`${DOCKERFILE}: ${keyword} in the build is not known here`);
    else if (args.join(' ') !== 'npm ci') {
      const cwd = join(building, workdir);
      await run('sh', ['-c', args.join(' ')], { cwd, maxBuffer: MAX_OUTPUT_BYTES });
    }
  }
}

/** Copies of the build context what `.dockerignore` leaves of it. */
function copy(sources: readonly string[], to: string, folder: string, workspace: string): void {
  const ignore = dockerignore().add(readFileSync(join(workspace, '.dockerignore'), 'utf8'));
  const names = sources.flatMap((source) => (source === '.' ? readdirSync(workspace) : [source]));
  for (const name of names.filter((one) => !ALWAYS_LARGE.includes(one)))
    for (const file of filesOf(name, workspace).filter(ignore.createFilter())) {
      mkdirSync(dirname(join(folder, to, file)), { recursive: true });
      cpSync(join(workspace, file), join(folder, to, file));
    }
}

/** Never part of a build; looking through them takes long. */
const ALWAYS_LARGE: readonly string[] = ['node_modules', 'dist', '.git', '.cache', '.nx'];

const filesOf = (name: string, workspace: string): readonly string[] =>
  statSync(join(workspace, name)).isDirectory()
    ? readdirSync(join(workspace, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(workspace.length + 1))
    : [name];

function followLast({ keyword, args, from }: Instruction, building: string, tree: string): void {
  if (WITHOUT_FILES.includes(keyword)) return;
  if (keyword !== 'COPY' || from !== 'build')
    throw new Error(`${DOCKERFILE}: the last stage only copies what was built, not ${keyword}`);
  const to = args.at(-1) ?? '';
  for (const source of args.slice(0, -1)) {
    const from = join(building, source);
    if (!existsSync(from)) throw new Error(`${DOCKERFILE}: ${source} was not built`);
    // As an engine does: of a folder its contents, under the name that is given.
    const intoFolder = to.endsWith('/') && !statSync(from).isDirectory();
    cpSync(from, join(tree, to, intoFolder ? basename(source) : ''), { recursive: true });
  }
}

function startOf({ instructions }: Stage): Omit<ImageTree, 'root'> {
  const last = (keyword: string): readonly string[] =>
    instructions.findLast((one) => one.keyword === keyword)?.args ?? [];
  const all = (keyword: string): Readonly<Record<string, string>> =>
    Object.assign(
      {},
      ...instructions.filter((one) => one.keyword === keyword).map((one) => one.properties),
    ) as Record<string, string>;
  return {
    user: last('USER')[0] ?? '0',
    workdir: last('WORKDIR')[0] ?? '/',
    env: all('ENV'),
    labels: all('LABEL'),
    entrypoint: last('ENTRYPOINT'),
    cmd: last('CMD'),
  };
}
