import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { USAGE_ERROR } from './arguments.ts';

const ROOT = join(import.meta.dirname, '..');
/** Scripts that end by themselves before they begin anything, where they are called wrongly. */
const SCRIPTS = [
  'tools/build.ts',
  'tools/contract-coverage.ts',
  'tools/kafka/start.ts',
  'tools/new-bastjanst.ts',
  'tools/new-version.ts',
  'tools/observe.ts',
  'tools/programs.ts',
  'tools/render.ts',
  'tools/test-ops.ts',
  'tools/test.ts',
];

const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: 'utf8', timeout: 20_000 });

describe('a script that is called wrongly', () => {
  it.each(SCRIPTS)(
    '%s does nothing, says how it is called, and ends with the code for that',
    { timeout: 30_000 },
    (script) => {
      const { status, stdout, stderr } = run(script, '--chekc');
      expect([status, stdout]).toEqual([USAGE_ERROR, '']);
      expect(stderr).toMatch(/'--chekc'[^]*Usage: /);
    },
  );

  it('is told of arguments that are too many', () => {
    const { status, stderr } = run('tools/test.ts', 'unit');
    expect([status, stderr]).toEqual([USAGE_ERROR, "Unexpected argument 'unit'.\nUsage: npm test\n"]);
  });

  it('tells how it is called, where that is asked', () => {
    const { status, stdout, stderr } = run('tools/render.ts', '--help');
    expect([status, stdout, stderr]).toEqual([0, 'Usage: npm run render -- [--check]\n', '']);
  });
});
