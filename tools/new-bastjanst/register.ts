import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Changes a file that must change; silence would leave an agency that nobody asks. */
function edit(file: string, change: (text: string) => string): void {
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

/** The same for who installs with Helm: address and network to be put in. */
export function addToChart(kod: string, workspace: string): void {
  const lines = [
    `  ${kod}:`,
    '    settings:',
    `      SSBTEK_AGENCY_${kod.toUpperCase()}_URL: https://${kod}.example/bastjanst`,
    '    clientCertificate: true',
    '    egress:',
    '      to:',
    '        - ipBlock:',
    '            cidr: 203.0.113.99/32',
  ];
  edit(join(workspace, 'deploy/helm/values-prod.yaml'), (text) =>
    text.replace(/^agencies:\n(?: .*\n)*/m, (agencies) => `${agencies}${lines.join('\n')}\n`),
  );
}
