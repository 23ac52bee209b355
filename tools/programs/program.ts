import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE } from '../build/bundle.ts';
import { RECIPES, type ProgramName, type Recipe } from './recipes.ts';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const CACHE = join(WORKSPACE, '.cache/programs');

/** A program cannot be had here; the message says which and why. */
export class NoProgram extends Error {
  override readonly name = 'NoProgram';
}

/**
 * Path of a program, fetched the first time and kept below `.cache/programs`. Nothing is installed on the machine.
 * @throws NoProgram
 */
export async function program(name: ProgramName): Promise<string> {
  const recipe: Recipe = RECIPES[name];
  const digest = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 8);
  const folder = join(CACHE, `${name}-${digest}`);
  if (!existsSync(folder)) {
    // Under its final name only when complete: several runs may do this at the same time.
    const building = join(CACHE, `building-${randomUUID()}`);
    mkdirSync(building, { recursive: true });
    try {
      const make = MAKERS[recipe.from] as (recipe: Recipe, folder: string) => Promise<void>;
      await make(recipe, building);
      if (!existsSync(join(building, pathIn(name, recipe)))) throw new Error('it is not in what was fetched');
      renameSync(building, folder);
    } catch (error) {
      rmSync(building, { recursive: true, force: true });
      if (!existsSync(folder)) throw new NoProgram(`${name} (${recipe.from}): ${lastLines(error)}`);
    }
  }
  return join(folder, pathIn(name, recipe));
}

type Of<F extends Recipe['from']> = Extract<Recipe, { from: F }>;

function pathIn(name: string, recipe: Recipe): string {
  if (recipe.from === 'debian') return recipe.path;
  return join('bin', recipe.bin ?? name);
}

const MAKERS: { readonly [F in Recipe['from']]: (recipe: Of<F>, folder: string) => Promise<void> } = {
  async debian({ package: name }, folder) {
    // Package lists of our own: the machine's may be missing or old, and are not ours to renew.
    const state = join(CACHE, 'apt');
    for (const part of ['lists/partial', 'archives/partial'])
      mkdirSync(join(state, part), { recursive: true });
    const options = ['-qq', '-o', `Dir::State::Lists=${state}/lists`, '-o', `Dir::Cache=${state}`];
    await command('apt-get', [...options, 'update']);
    await command('apt-get', [...options, 'download', name], folder);
    const [archive] = readdirSync(folder).filter((file) => file.endsWith('.deb'));
    await command('dpkg', ['--extract', join(folder, archive ?? ''), folder]);
    rmSync(join(folder, archive ?? ''));
  },
  async go({ module, version, tags }, folder) {
    // Not compiled well: they run for seconds, and compiling takes a third less.
    const flags = ['-gcflags=all=-N -l', ...(tags === undefined ? [] : ['-tags', tags])];
    await command('go', ['install', ...flags, `${module}@${version}`], folder, {
      GOBIN: join(folder, 'bin'),
    });
  },
  async pypi({ package: name, version }, folder) {
    const install = ['install', '--quiet', '--disable-pip-version-check', `${name}==${version}`];
    if (name === 'pip') {
      await command('python3', ['-m', 'venv', folder]);
      await command(join(folder, 'bin/pip'), install);
      return;
    }
    await command('python3', ['-m', 'venv', '--without-pip', folder]);
    const pip = ['-m', 'pip', '--python', join(folder, 'bin/python')];
    await command(await program('pip'), [...pip, ...install]);
  },
};

async function command(
  name: string,
  args: readonly string[],
  cwd = WORKSPACE,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await run(name, args, { cwd, env: { ...process.env, ...env }, maxBuffer: MAX_OUTPUT_BYTES });
}

function lastLines(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split('\n').slice(-3).join(' ');
}
