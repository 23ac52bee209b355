import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argumentsOf, USAGE_ERROR } from './arguments.ts';
import { addToChart } from './new-bastjanst/chart.ts';
import { nameMistakes } from './new-bastjanst/name.ts';
import {
  addAlias,
  addToCompose,
  addToKustomize,
  addToProduction,
  addToPrometheus,
  addToRegistry,
} from './new-bastjanst/register.ts';
import { render } from './new-bastjanst/template.ts';

const USAGE = 'npm run new:bastjanst -- <kod> "<Namn>" [--dir <workspace>]';

const options = { dir: { type: 'string', default: join(import.meta.dirname, '..') } } as const;
const { values, positionals } = argumentsOf(USAGE, options, 2);
const [kod = '', namn = ''] = positionals;
const workspace = resolve(values.dir);
const mistakes = nameMistakes(kod, namn, workspace);
if (mistakes.length > 0) {
  console.error([...mistakes, ...(kod && namn ? [] : [`Usage: ${USAGE}`])].join('\n'));
  process.exit(USAGE_ERROR);
}

for (const { path, text } of render({ kod, namn })) {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text, { flag: 'wx' });
}
addAlias(kod, workspace);
addToRegistry(kod, workspace);
addToKustomize(kod, workspace);
addToProduction(kod, workspace);
addToChart({ kod, namn }, workspace);
addToCompose(kod, workspace);
addToPrometheus(kod, workspace);

console.log(`${namn} is there: libs/bastjanster/${kod}, apps/worker-${kod}, its alias, its line in the
registry, its worker in k8s/base and k8s/components, its place in k8s/overlays/prod and deploy/compose.yaml, and its values in deploy/helm.

Next: put the agency's own question, answer and codes into libs/bastjanster/${kod} and see its tests pass:
  npx vitest run --project unit libs/bastjanster/${kod}
Then npm run render, which makes what is made from the code, and put its addresses into k8s/overlays/prod/agencies/${kod} (with Helm: values-prod.yaml). A contract version that carries ${kod.toUpperCase()} is needed before anybody can ask for it.`);
