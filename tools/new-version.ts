/** Makes a contract version: a copy of the newest one under its own name, its alias, its line in the registry, its example, its settings in the chart. */
import { cpSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { argumentsOf, misused } from './arguments.ts';
import { edit } from './new-bastjanst/register.ts';

const USAGE = 'npm run new:version -- <number> [--dir <workspace>]';
const VERSIONS = 'libs/contract-versions';

const options = { dir: { type: 'string', default: join(import.meta.dirname, '..') } } as const;
const { values, positionals } = argumentsOf(USAGE, options, 1);
const workspace = resolve(values.dir);
const [number = ''] = positionals;
if (!/^[1-9]\d{0,2}$/.test(number)) misused('A number is needed, 1 to 999.', USAGE);

const numbers = globSync(`${VERSIONS}/v*`, { cwd: workspace }).map((folder) =>
  Number(basename(folder).slice(1)),
);
const newest = Math.max(...numbers);
if (Number(number) <= newest) misused(`The number must be newer than v${newest}, which is there.`, USAGE);

const [from, to] = [`v${newest}`, `v${number}`];
/** The older version's name and number wherever they are meant: not v110, not IPv11. */
const renamed = (text: string): string =>
  text
    .replaceAll(new RegExp(`(?<![a-zA-Z0-9])${from}(?!\\d)`, 'g'), to)
    .replaceAll(new RegExp(`(?<=ssbt/|[Vv]ersion )${newest}(?!\\d)`, 'g'), number);

const folder = join(workspace, VERSIONS, to);
cpSync(join(workspace, VERSIONS, from), folder, { recursive: true, errorOnExist: true, force: false });
const made = globSync('**/*', { cwd: folder, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name));
for (const example of ['fraga.xml', 'fraga.svar.xml']) {
  const copy = join(workspace, 'docs/examples', `${to}-${example}`);
  cpSync(join(workspace, 'docs/examples', `${from}-${example}`), copy, { errorOnExist: true, force: false });
  made.push(copy);
}
for (const file of made) {
  writeFileSync(file, renamed(readFileSync(file, 'utf8')));
  renameSync(file, join(dirname(file), renamed(basename(file))));
}

edit(join(workspace, 'tsconfig.base.json'), (text) =>
  text.replace(new RegExp(`^.*"@ssbtek/contract-${from}": .*\n`, 'm'), (line) => line + renamed(line)),
);
edit(join(workspace, VERSIONS, 'registry/src/index.ts'), (text) =>
  text
    .replace(new RegExp(`^import .*@ssbtek/contract-${from}';\n`, 'm'), (line) => line + renamed(line))
    .replace(/(CONTRACT_VERSIONS.* = \[.*)\];/, `$1, ${to}];`),
);

edit(join(workspace, 'deploy/helm/values.schema.json'), (text) =>
  text.replace(
    new RegExp(`^ *"SSBTEK_\\w+_V${newest}(?:_CLOSES)?": .*\n`, 'gm'),
    (line) => line.trimEnd().replace(/,?$/, ',\n') + line.replace(`_V${newest}`, `_V${number}`),
  ),
);

console.log(`${to} is there, the same as ${from} under its own name: ${VERSIONS}/${to}, its alias, its line in the registry,
its example, its settings in the chart's schema. What to do now: docs/add-a-contract-version.md`);
