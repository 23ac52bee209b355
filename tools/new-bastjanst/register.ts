import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Changes a file that must change; silence would leave an agency that nobody asks. */
export function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} does not have the place where an agency is added.`);
  writeFileSync(file, after);
}

/** Adds the agency to the registry, as the last one, and its import where the alphabet has it. */
export function addToRegistry(kod: string, workspace: string): void {
  edit(join(workspace, 'libs/bastjanster/registry/src/bastjanster.ts'), (text) => {
    const listed = text.replace(/(BASTJANSTER[^=]*= \[[^\]]*?),?(\s*\];)/, `$1, ${kod}$2`);
    const own = /^import \{ \w+ \} from '@ssbtek\/bastjanst-(?!kit)\w+';\n/gm;
    const imports = [...(listed.match(own) ?? []), `import { ${kod} } from '@ssbtek/bastjanst-${kod}';\n`];
    return listed === text ? text : imports.sort().join('') + listed.replace(own, '');
  });
}

/** Adds the alias of the agency's project, after those of the other agencies. */
export function addAlias(kod: string, workspace: string): void {
  edit(join(workspace, 'tsconfig.base.json'), (text) =>
    text.replace(
      /^( *)"@ssbtek\/bastjanst-registry"/m,
      `$1"@ssbtek/bastjanst-${kod}": ["./libs/bastjanster/${kod}/src/index.ts"],\n$&`,
    ),
  );
}

/** Adds the agency to what runs in production, after the others. */
export function addToProduction(kod: string, workspace: string): void {
  edit(join(workspace, 'k8s/overlays/prod/kustomization.yaml'), (text) =>
    text.replace(
      /(\n *- agencies\/)\w+(?!.*\n *- agencies\/)/s,
      (last, start: string) => `${last}${start}${kod}`,
    ),
  );
}

/** Where the manifests say of each agency what differs, the last agency last: from where on what is said of one begins. */
const MANIFESTS: readonly (readonly [file: string, begins: string])[] = [
  ['base/workers/kustomization.yaml', '  - name: '],
  ['components/kafka-strimzi/worker-users.yaml', '---\n'],
  ['components/kafka-client/kustomization.yaml', '  - target:'],
  ['components/keda/scaled-objects.yaml', '---\n'],
  ['components/keda/kafka-user.yaml', '      - resource:'],
  ['components/mtls-agencies/certificates.yaml', '---\n'],
  ['components/mtls-agencies/kustomization.yaml', '  - target:'],
  ['components/simulator/kustomization.yaml', '  - name: '],
];

/** Adds the worker to base and components of kustomize, as the agency before it stands there. */
export function addToKustomize(kod: string, workspace: string): void {
  const k8s = join(workspace, 'k8s');
  const workers = join(k8s, 'base/workers/kustomization.yaml');
  const before = /(?:\n {2}- \w+)*\n {2}- (\w+)\n(?! {2}- )/.exec(readFileSync(workers, 'utf8'))?.[1] ?? '';
  for (const [file, begins] of MANIFESTS)
    edit(
      join(k8s, file),
      (text) => text + renamed(text.slice(text.lastIndexOf(`\n${begins}`) + 1), before, kod),
    );
  edit(workers, (text) => text.replace(`  - ${before}\n`, `$&  - ${kod}\n`));
  edit(join(k8s, 'components/workers-together/workers/kustomization.yaml'), (text) =>
    // By the alphabet, as the chart has them.
    text.replace(/(?:^.*ssbtek-worker-\w+-settings.*\n)+/m, (lines) => {
      const own = lines.split('\n').find((line) => line.includes(`-${before}-`)) ?? '';
      return [...lines.trimEnd().split('\n'), renamed(own, before, kod)].sort().join('\n') + '\n';
    }),
  );
  mkdirSync(join(k8s, 'base/workers', kod), { recursive: true });
  const worker = (name: string): string => join(k8s, 'base/workers', name, 'kustomization.yaml');
  const [, ...lines] = readFileSync(worker(before), 'utf8').split('\n');
  writeFileSync(worker(kod), renamed(lines.join('\n'), before, kod));
}

/** The same said of another agency. A code may be a word that stands elsewhere too, so it is looked for where codes stand. */
function renamed(text: string, from: string, to: string): string {
  const lower = new RegExp(`(?<=worker-|agency: |nameSuffix: -|:\\d+/)${from}(?![a-z0-9])`, 'g');
  const upper = new RegExp(`(?<=SSBTEK_AGENCY_)${from.toUpperCase()}(?=_)`, 'g');
  return text.replace(lower, to).replace(upper, to.toUpperCase());
}

/** Adds its worker to the mesh on one machine, as the last agency's stands there; the simulator plays it. */
export function addToCompose(kod: string, workspace: string): void {
  edit(join(workspace, 'deploy/compose.yaml'), (text) => {
    const [last] = [...text.matchAll(/^ {2}worker-(\w+):\n(?: {4}.*\n)+/gm)].slice(-1);
    const [block = '', before = ''] = last ?? [];
    return text.replace(block, `${block}\n${renamed(block, before, kod)}`);
  });
}

/** Adds its worker to what the Prometheus beside deploy/compose.yaml reads; rules and dashboards know it by themselves. */
export function addToPrometheus(kod: string, workspace: string): void {
  edit(join(workspace, 'deploy/prometheus/prometheus.yaml'), (text) =>
    text.replace(/( *- worker-)\w+(:\d+\n)(?!.* - worker-)/s, `$&$1${kod}$2`),
  );
}
