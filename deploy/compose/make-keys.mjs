// Makes the keys that a trial needs, once: node make-keys.mjs <file>... Whoever reads them reads everything that Kafka
// carries, and here everybody on the machine can. Keys of an installation come from where it keeps its secrets.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

const KEY_BYTES = 32;

for (const file of process.argv.slice(2).filter((one) => !existsSync(one))) {
  const keys = { active: 'trial', keys: { trial: randomBytes(KEY_BYTES).toString('base64') } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o444 });
}
