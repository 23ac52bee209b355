import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Tells how it was started; as long as a real bundle, so that compiling it is worth something. */
const APP = `
import { getCompileCacheDir } from 'node:module';
const { pid, execArgv, argv, env } = process;
console.log(JSON.stringify({ pid, execArgv, args: argv.slice(2), arenas: env.MALLOC_ARENA_MAX, compiled: getCompileCacheDir() }));
process.exitCode = 7;
`;

describe('a launcher', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ssbtek-launcher-'));
    for (const app of ['one', 'portal']) {
      mkdirSync(join(folder, 'apps', app), { recursive: true });
      copyFileSync(join(import.meta.dirname, 'launcher.js'), join(folder, 'apps', app, 'main.js'));
      writeFileSync(join(folder, 'apps', app, 'app.js'), APP);
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterEach(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });

  const start = async (
    env: Readonly<Record<string, string>> = {},
    nodeArgs: readonly string[] = [],
    app = 'one',
  ) => {
    const args = [...nodeArgs, join(folder, 'apps', app, 'main.js'), '--print-config', 'two words'];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (output.out += String(chunk)));
    child.stderr.on('data', (chunk) => (output.err += String(chunk)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, err: output.err }).toEqual({ code: 7, err: '' });
    const { arenas = 'as they are', ...told } = JSON.parse(output.out) as Readonly<Record<string, unknown>>;
    return { ...told, arenas, same: told['pid'] === child.pid };
  };

  it('tells V8 and the allocator to keep memory small, in the process that was started', async () => {
    expect(await start()).toMatchObject({
      same: true,
      execArgv: ['--max-semi-space-size=16'],
      args: ['--print-config', 'two words'],
      arenas: '1',
    });
  });

  it.each([
    [
      'as it is',
      {},
      [],
      ['--max-semi-space-size=1', '--liftoff-only', '--optimize-for-size', '--single-threaded'],
    ],
    [
      'where the image has said something',
      { NODE_OPTIONS: '--max-semi-space-size=16' },
      [],
      ['--max-semi-space-size=1', '--liftoff-only', '--optimize-for-size', '--single-threaded'],
    ],
    [
      'where somebody said how much is young',
      { NODE_OPTIONS: '--max_semi_space_size=161' },
      [],
      ['--liftoff-only', '--optimize-for-size', '--single-threaded'],
    ],
    [
      'where somebody else has',
      {},
      ['--no-liftoff-only', '--optimize_for_size'],
      ['--max-semi-space-size=1', '--single-threaded', '--no-liftoff-only', '--optimize_for_size'],
    ],
  ])('keeps the portal smaller than the others: %s', async (_, env, nodeArgs, execArgv) => {
    expect(await start(env, nodeArgs, 'portal')).toMatchObject({ same: true, execArgv, arenas: '1' });
  });

  it.each([
    ['in the environment', { NODE_OPTIONS: '--max_semi_space_size=16', MALLOC_ARENA_MAX: '2' }, [], '2'],
    ['on the command line', {}, ['--max-semi-space-size=32'], 'as they are'],
  ])('leaves the last word to whoever starts the process: %s', async (_, env, nodeArgs, arenas) => {
    expect(await start(env, nodeArgs)).toMatchObject({ same: true, execArgv: nodeArgs, arenas });
  });

  it('keeps what was compiled beside the apps, and does without where nothing can be written', async () => {
    expect(await start()).toMatchObject({
      compiled: expect.stringContaining(join(folder, 'compiled')) as string,
    });
    expect(readdirSync(join(folder, 'compiled'))).toHaveLength(1);
    rmSync(join(folder, 'compiled'), { recursive: true });
    writeFileSync(join(folder, 'compiled'), '');
    expect(await start()).toMatchObject({ same: true });
  });
});
