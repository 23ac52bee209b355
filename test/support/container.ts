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
export async function verified(
  all: readonly Manifest[],
  { volumes = [] }: PodSpec,
  container: Container,
): Promise<Verdict> {
  const root = mkdtempSync(join(tmpdir(), 'ssbtek-container-'));
  try {
    for (const { name, mountPath } of container.volumeMounts ?? []) {
      const volume = volumes.find((one) => one.name === name);
      for (const [file, text] of volume ? filesIn(all, volume) : []) {
        mkdirSync(join(root, mountPath), { recursive: true });
        writeFileSync(join(root, mountPath, file), text);
      }
    }
    const environment = Object.entries(environmentOf(all, container)).map(([name, value]) => [
      name,
      value.startsWith('/etc/') ? join(root, value) : value,
    ]);
    const [bundle = ''] = container.args ?? [];
    return await run(
      join(ROOT, bundle.replace(/^\/app/, 'dist')),
      Object.fromEntries(environment) as Record<string, string>,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

const run = (script: string, env: Readonly<Record<string, string>>): Promise<Verdict> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [script, '--verify-config'],
      { env: { PATH: process.env['PATH'], ...env }, cwd: dirname(script) },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
          said: stdout + stderr,
        }),
    ),
  );
