import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './workspace';

/** What is made from tests and benchmarks is made in the copy, too: their pages and plots. */
const COPIED = [
  '.prettierrc.json',
  'apps',
  'deploy',
  'docs/examples',
  'docs/guide',
  'k8s',
  'libs',
  'test/faults',
  'test/load',
  'test/scaling',
  'test/support/patient.ts',
  'tools',
  'eslint.config.mjs',
  'nx.json',
  'package-lock.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** What a program did. */
export interface Ran {
  readonly code: number | null;
  /** Both outputs. */
  readonly said: string;
}

/** A copy of the workspace that may be changed; the installed packages are shared. */
export interface Copy extends Disposable {
  readonly root: string;
  /** Runs a script of the copy, or a program by its path in node_modules, with the Node that runs this. */
  run(script: string, ...args: readonly string[]): Ran;
}

/** Copies the workspace into a temporary folder that is removed with the copy. */
export function copyOfWorkspace(): Copy {
  const root = mkdtempSync(join(tmpdir(), 'ssbtek-'));
  for (const entry of COPIED) cpSync(join(ROOT, entry), join(root, entry), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  // A test runner that finds itself inside another one behaves differently.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_ENV$/.test(name)),
  );
  return {
    root,
    run(script, ...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
        cwd: root,
        env: { ...env, NO_COLOR: '1' },
        encoding: 'utf8',
      });
      return { code: status, said: stdout + stderr };
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
