import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { USAGE_ERROR } from './arguments.ts';

const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    timeout: 20_000,
  });

// That every script is called like this: test/architecture/scripts.spec.ts.
describe('the arguments of a script', () => {
  it('are refused when they are not known, with how it is called', () => {
    const { status, stdout, stderr } = run('tools/render.ts', '--chekc');
    expect([status, stdout]).toEqual([USAGE_ERROR, '']);
    expect(stderr).toMatch(/'--chekc'[^]*\nUsage: npm run render -- \[--check\]\n$/);
  });

  it('are refused when they are too many', () => {
    const { status, stderr } = run('tools/test.ts', 'unit');
    expect([status, stderr]).toEqual([
      USAGE_ERROR,
      "Unexpected argument 'unit'.\nUsage: npm test [-- --once]\n",
    ]);
  });

  it('may ask how it is called', () => {
    const { status, stdout, stderr } = run('tools/render.ts', '--help');
    expect([status, stdout, stderr]).toEqual([0, 'Usage: npm run render -- [--check]\n', '']);
  });
});
