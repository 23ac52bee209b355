// Makes the keys that a trial needs, once: node make-keys.mjs <file>... Whoever reads them reads everything that Kafka
// carries, and here everybody on the machine can. Keys of an installation come from where it keeps its secrets.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

const KEY_BYTES = 32;
const USAGE = 'Usage: node make-keys.mjs <file>…\n';
const EX_USAGE = 64;

/** The files to be made. It stands alone in its container, so it reads its arguments itself. */
function filesAsked() {
  try {
    const options = { help: { type: 'boolean', short: 'h' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    if (positionals.length > 0) return positionals;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
  }
  process.stderr.write(USAGE);
  process.exit(EX_USAGE);
}

for (const file of filesAsked().filter((one) => !existsSync(one))) {
  const keys = { active: 'trial', keys: { trial: randomBytes(KEY_BYTES).toString('base64') } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o444 });
}
