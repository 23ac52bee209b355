import { join } from 'node:path';
import { edit } from './register.ts';
import type { Name } from './template.ts';

/** All agencies of a values file. */
const AGENCIES = /^agencies:\n(?: .*\n)*/m;

/** The last agency that the schema knows. */
const LAST_IN_SCHEMA = /\n {8}"\w+": \{\n {10}"allOf"(?:.*\n){4} {8}\}(?=\n)/;

/** Adds the agency to the chart: its values, what may be set, where the simulator has it, and its place in production. */
export function addToChart({ kod, namn }: Name, workspace: string): void {
  const chart = (file: string): string => join(workspace, 'deploy/helm', file);
  const url = `SSBTEK_AGENCY_${kod.toUpperCase()}_URL`;
  for (const [file, lines] of [
    ['values.yaml', [`  # ${namn}`, ...valuesOf(kod, url)]],
    ['values-prod.yaml', productionOf(kod, url)],
  ] as const)
    edit(chart(file), (text) => text.replace(AGENCIES, (others) => `${others}${lines.join('\n')}\n`));
  edit(chart('values.schema.json'), (text) =>
    text.replace(LAST_IN_SCHEMA, (last) => {
      const own = last
        .replace(/"\w+"/, `"${kod}"`)
        .replace(/_AGENCY_\w+_"/, `_AGENCY_${kod.toUpperCase()}_"`);
      return `${last},${own}`;
    }),
  );
  edit(chart('templates/_settings.tpl'), (text) =>
    text.replace(
      /(define "ssbtek\.settings\.simulated" -\}\}\n[^]*?)(?=\{\{- end)/,
      `$1${kod}:\n  ${url}: http://ssbtek-simulator:8090/${kod}\n`,
    ),
  );
}

const valuesOf = (kod: string, url: string): readonly string[] => [
  `  ${kod}:`,
  '    settings:',
  `      ${url}: ''`,
  '    clientCertificate: false',
  "    ca: ''",
  '    egress:',
  '      to: []',
  '      port: 443',
];

/** Address and network to be put in. */
const productionOf = (kod: string, url: string): readonly string[] => [
  `  ${kod}:`,
  '    settings:',
  `      ${url}: https://${kod}.example/bastjanst`,
  '    clientCertificate: true',
  '    egress:',
  '      to:',
  '        - ipBlock:',
  '            cidr: 203.0.113.99/32',
];
