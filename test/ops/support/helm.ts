import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { program } from '../../../tools/programs/program';

/** Values of a chart, as in a values file. */
export type Values = Readonly<Record<string, unknown>>;

/** Helm's own words on why it does not render a chart. */
export class HelmRefused extends Error {
  override readonly name = 'HelmRefused';
}

/** What `helm lint` complains about; severity 2 is a warning, 3 an error. */
export interface LintFinding {
  readonly severity: number;
  readonly path: string;
  readonly error: string;
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const ADAPTER = join(import.meta.dirname, 'helm.py');

async function helm(ask: object): Promise<unknown> {
  const { stdout, stderr, status } = spawnSync(await program('helm'), [ADAPTER], {
    input: JSON.stringify({ release: 'ssbtek', ...ask }),
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(stderr);
  const answer = JSON.parse(stdout) as { done?: unknown; refused?: string };
  if (answer.refused !== undefined) throw new HelmRefused(answer.refused);
  return answer.done;
}

/**
 * `helm template` without a cluster: path of each template below the chart, to its text.
 * @throws HelmRefused
 */
export async function helmTemplate(
  chart: string,
  values: Values,
  namespace = 'ssbtek',
): Promise<ReadonlyMap<string, string>> {
  const files = (await helm({ do: 'template', chart, values, namespace })) as Readonly<
    Record<string, string>
  >;
  return new Map(Object.entries(files).map(([path, text]) => [path.slice(path.indexOf('/') + 1), text]));
}

/** `helm lint --strict`: warnings and errors. */
export const helmLint = async (chart: string, values: Values): Promise<readonly LintFinding[]> =>
  (await helm({ do: 'lint', chart, values, namespace: 'ssbtek' })) as readonly LintFinding[];

/** Values files, the later ones over the earlier ones, as Helm reads several `-f`. */
export const valuesOf = (...files: readonly string[]): Values =>
  files
    .map((file) => parse(readFileSync(file, 'utf8')) as Values)
    .reduce<Values>((under, over) => merged(under, over), {});

const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One values file over another, as Helm does it. */
export function merged(under: Values, over: Values): Values {
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return result;
}
