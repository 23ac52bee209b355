import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  environmentOf,
  ofKind,
  type Container,
  type Manifest,
  type PodSpec,
  type Volume,
} from '../manifests/manifest';
import { WORKSPACE as ROOT } from '../../tools/build/bundle';

const fixture = (name: string): string =>
  readFileSync(join(ROOT, 'libs/certificates/fixtures', name), 'utf8');

/** Stand-ins for what operators and installers make, by file name. */
const MADE_ELSEWHERE: Readonly<Record<string, () => string>> = {
  'keys.json': () => JSON.stringify({ active: 'a', keys: { a: randomBytes(32).toString('base64') } }),
  'ca.crt': () => fixture('ca.pem'),
  'tls.crt': () => fixture('server.pem'),
  'tls.key': () => fixture('server.key'),
  'user.crt': () => fixture('kommun.pem'),
  'user.key': () => fixture('kommun.key'),
};

/** Files of a volume by name: those that the manifests have, and stand-ins for the others. */
function filesIn(all: readonly Manifest[], { projected }: Volume): ReadonlyMap<string, string> {
  const files = (projected?.sources ?? []).flatMap((source) =>
    Object.entries(source).flatMap(([kind, { name, items }]) => {
      const secret = kind === 'secret';
      const data = ofKind(all, secret ? 'Secret' : 'ConfigMap').find(
        ({ metadata }) => metadata.name === name,
      )?.data;
      const keys = items ?? Object.keys(data ?? { 'keys.json': '' }).map((key) => ({ key, path: key }));
      return keys.map(({ key, path }) => {
        const text = data?.[key];
        if (text === undefined) return [path, MADE_ELSEWHERE[path]?.() ?? ''] as const;
        return [path, secret ? Buffer.from(text, 'base64').toString() : text] as const;
      });
    }),
  );
  return new Map(files);
}

/** What a process said, and how it ended. */
export interface Verdict {
  readonly code: number;
  readonly said: string;
}

/** Lets the process of a container check what it would be given: its environment, its files, its arguments. */
export const verified = (
  all: readonly Manifest[],
  { volumes }: PodSpec,
  container: Container,
): Promise<Verdict> => ran(all, volumes, container, { args: ['--verify-config'] });

/** What a process is given that manifests do not have, or in place of what they have. */
export interface Given {
  /** In place of the arguments behind the bundle. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** By name below a mount. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs the process of a container, with its environment, its files and its arguments, to its end. */
export async function ran(
  all: readonly Manifest[],
  volumes: readonly Volume[] = [],
  container: Container,
  given: Given = {},
): Promise<Verdict> {
  const root = mkdtempSync(join(tmpdir(), 'ssbtek-container-'));
  try {
    for (const { name, mountPath } of container.volumeMounts ?? []) {
      const volume = volumes.find((one) => one.name === name);
      for (const [file, text] of volume ? filesIn(all, volume) : []) {
        mkdirSync(join(root, mountPath), { recursive: true });
        writeFileSync(join(root, mountPath, file), given.files?.[file] ?? text);
      }
    }
    const [bundle = '', ...args] = container.args ?? [];
    const environment = Object.entries({ ...environmentOf(all, container), ...given.environment }).map(
      ([name, value]) => [name, value.startsWith('/etc/') ? join(root, value) : value] as const,
    );
    return await run(
      [join(ROOT, bundle.replace(/^\/app/, 'dist')), ...(given.args ?? args)],
      Object.fromEntries(environment),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

const run = (
  command: readonly [script: string, ...args: string[]],
  env: Readonly<Record<string, string>>,
): Promise<Verdict> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      command,
      { env: { PATH: process.env['PATH'], ...env }, cwd: dirname(command[0]) },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
          said: stdout + stderr,
        }),
    ),
  );
