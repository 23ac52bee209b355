import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { USAGE_ERROR } from '../../tools/arguments';
import { filesIn, ROOT, textOf } from './support/workspace';

const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> };

/** How people start what is in the repository: as the npm scripts do, and else by file. */
const started = Object.values(scripts).flatMap(
  (command) => /^node (.*)$/.exec(command)?.[1]?.split(' ') ?? [],
);
const BY_NPM = Object.entries(scripts).flatMap(([name, command]) => {
  const [, args] = /^node (.*)$/.exec(command) ?? [];
  return args === undefined ? [] : [[name, args.split(' ')] as const];
});

/** Whatever reads arguments is a script, but for what reads them for one. */
const READS = /\bargumentsOf\(|\bprocess\.argv\b|\bparseArgs\(/;
const FOR_OTHERS = [
  'tools/arguments.ts',
  // Passes them on to the app.
  'tools/build/launcher.js',
  // The benchmark's, apart.
  'test/load/options.ts',
  // Bundled and started by run.ts beside it, which has read them.
  'test/load/clients/compare.ts',
];
const BY_FILE = filesIn('{tools,test,deploy}/**/*.{ts,mts,mjs,js}')
  .filter((file) => !file.endsWith('.spec.ts') && !FOR_OTHERS.includes(file) && !started.includes(file))
  .filter((file) => READS.test(textOf(file)))
  .map((file) => [file, [file]] as const);

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += String(chunk)));
    child.stderr.on('data', (chunk) => (said.err += String(chunk)));
    child.once('close', (code) => resolve({ code, ...said }));
  });

it('all scripts are known here', () => {
  expect(BY_NPM.length).toBeGreaterThan(12);
  expect(BY_FILE.map(([file]) => file)).toEqual([
    'deploy/compose/make-keys.mjs',
    'test/interop/node-soap/main.ts',
    'test/load/clients/run.ts',
    'test/load/own/run.ts',
    'tools/chromium.ts',
    'tools/mesh/keeper.ts',
    'tools/programs.ts',
  ]);
});

describe.each([...BY_NPM, ...BY_FILE])('%s', (_, args) => {
  it('tells how it is called, where that is asked', async () => {
    const { code, out, err } = await run([...args, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trim()).not.toBe('');
  });

  it('does nothing when it is called wrongly, and ends with the code for that', async () => {
    const { code, out, err } = await run([...args, '--chekc']);
    expect({ code, out }).toEqual({ code: USAGE_ERROR, out: '' });
    expect(err.trim()).not.toBe('');
  });
});
