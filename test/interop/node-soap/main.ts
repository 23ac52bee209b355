/** Asks every contract version with node-soap: BASE VERSION... A line for each check. */
import { checksOf } from './checks.ts';

const [base = '', ...versions] = process.argv.slice(2);
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
