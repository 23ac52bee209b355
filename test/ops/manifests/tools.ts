import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Manifest } from '../../manifests/manifest';
import { program } from '../../../tools/programs/program';
import { manifestSchemas } from '../../../tools/schemas/make';

/** What a tool complains about, as `Kind/name what`. */
export type Findings = readonly string[];

/** In quotes, because there are readers of YAML that stumble over a plain `=`, which Alertmanager's matchers are. */
const QUOTED = { compat: 'yaml-1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const;

/** Runs a program over objects in a file and gives what it printed; how it ended does not matter. */
function over(all: readonly Manifest[], command: string, args: (file: string) => readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-manifests-'));
  const file = join(folder, 'all.yaml');
  try {
    writeFileSync(file, all.map((one) => stringify(one, QUOTED)).join('---\n'));
    const { stdout, stderr, error } = spawnSync(command, args(file), {
      encoding: 'utf8',
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw error;
    if (!stdout.trim()) throw new Error(`${command} said nothing: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Validated {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status: string;
    readonly msg: string;
  }[];
}

/** kubeconform, strict: every kind must have a schema, and no object a field that its schema lacks. */
export async function kubeconform(all: readonly Manifest[]): Promise<Findings> {
  const schemas = join(await manifestSchemas(), '{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json');
  const said = over(all, await program('kubeconform'), (file) => [
    ...['-strict', '-verbose', '-output', 'json'],
    ...['-schema-location', schemas],
    file,
  ]);
  const { resources } = JSON.parse(said) as Validated;
  const checked = resources.filter(({ status }) => status !== 'statusSkipped');
  if (checked.length !== all.length) throw new Error(`checked ${checked.length} of ${all.length} objects`);
  return resources
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, msg }) => `${kind}/${name} ${msg}`);
}

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
  }[];
}

const ALL_OK = 10;

/** kube-score with every check on, also those that it leaves to choice. */
export async function kubeScore(all: readonly Manifest[]): Promise<Findings> {
  const said = over(all, await program('kube-score'), (file) => [
    ...['score', '--all-default-optional', '--ignore-container-cpu-limit', '--output-format', 'json'],
    file,
  ]);
  return (JSON.parse(said) as readonly Scored[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < ALL_OK)
      .map(({ check }) => `${type_meta.kind}/${object_meta.name} ${check.id}`),
  );
}

interface Scanned {
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[];
  };
}

/** checkov with every check for Kubernetes on. */
export async function checkov(all: readonly Manifest[]): Promise<Findings> {
  // Legends of dashboards, for which it takes the whole file for a template, and what the Prometheus operator reads keep it from looking at anything.
  const plain = all.filter(
    (one) => !one.apiVersion.startsWith('monitoring.coreos.com') && !JSON.stringify(one).includes('{{'),
  );
  const said = over(plain, await program('checkov'), (file) => [
    ...['-m', 'checkov.main', '--framework', 'kubernetes', '--output', 'json', '--quiet', '--skip-download'],
    ...['--file', file],
  ]);
  const { results } = JSON.parse(said) as Partial<Scanned>;
  if (!results) throw new Error(`checkov has looked at nothing: ${said}`);
  return results.failed_checks.map(({ check_id, resource }) => {
    const [kind, , name] = resource.split('.');
    return `${kind}/${name} ${check_id}`;
  });
}
