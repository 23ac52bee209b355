/** Fetches the programs that are named, or all of `tools/programs/recipes.ts`, and says how long each took. */
import { argumentsOf, misused } from './arguments.ts';
import { program } from './programs/program.ts';
import { RECIPES, type ProgramName } from './programs/recipes.ts';

const known = Object.keys(RECIPES) as ProgramName[];
const USAGE = 'node tools/programs.ts [<program>…]';
const asked = argumentsOf(USAGE, {}, Infinity).positionals;
const unknown = asked.filter((name) => !known.includes(name as ProgramName));
if (unknown.length > 0)
  misused(`No such program: ${unknown.join(', ')}. There are ${known.join(', ')}.`, USAGE);

async function fetched(name: ProgramName): Promise<void> {
  const startedAt = performance.now();
  try {
    await program(name);
    console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function fetchedInTurn(names: readonly ProgramName[]): Promise<void> {
  for (const name of names) await fetched(name);
}

// Those of one source one after the other, because they share its lists and locks; while one is compiled another is downloaded.
const wanted = asked.length > 0 ? (asked as ProgramName[]) : known;
await Promise.all([...Map.groupBy(wanted, (name) => RECIPES[name].from).values()].map(fetchedInTurn));
