/** Asks every contract version with node-soap. A line for each check. */
import { argumentsOf, misused } from '../../../tools/arguments.ts';
import { checksOf } from './checks.ts';

const USAGE = 'node test/interop/node-soap/main.ts <base> <version>…';
const [base, ...versions] = argumentsOf(USAGE, {}, Infinity).positionals;
if (base === undefined || versions.length === 0) misused('An address and a version are needed.', USAGE);
for (const check of checksOf(versions)) {
  const { version, what } = check;
  const problem = await check.run(base).then(
    () => undefined,
    (error: unknown) => String(error).replaceAll(/\s+/g, ' '),
  );
  process.stdout.write(
    problem === undefined ? `ok ${version} ${what}\n` : `not ok ${version} ${what}: ${problem}\n`,
  );
}
