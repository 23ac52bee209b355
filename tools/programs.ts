/** Fetches the programs that are named, or all of `tools/programs/recipes.ts`, and says how long each took. */
import { program } from './programs/program.ts';
import { RECIPES, type ProgramName } from './programs/recipes.ts';

const known = Object.keys(RECIPES) as ProgramName[];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name as ProgramName));
if (unknown.length > 0) {
  console.error(`No such program: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  process.exit(64);
}

for (const name of asked.length > 0 ? (asked as ProgramName[]) : known) {
  const startedAt = performance.now();
  try {
    await program(name);
    console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
