import type { NamedSchema } from './crd.ts';

/** A kind's schema as the package has it: what it refers to is in a file of definitions. */
export interface KubernetesSchema {
  readonly $id?: string;
  readonly $schema?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

export type Definitions = Readonly<Record<string, unknown>>;

const REFERENCE = /"(?:\/api\/_definitions\.json)?#\/\$defs\/([^"]+)"/g;

/** The schema of a kind with all that it refers to inside, under the name it is looked up by. */
export function standalone(schema: KubernetesSchema, definitions: Definitions): readonly NamedSchema[] {
  const { $id: _, $schema: __, ...rest } = schema;
  const used = new Set(referencesIn(rest));
  // A set hands out what is added while it is read.
  for (const name of used) for (const further of referencesIn(definitions[name])) used.add(further);
  const all = { ...rest, $defs: Object.fromEntries([...used].map((name) => [name, definitions[name]])) };
  const inside = JSON.parse(JSON.stringify(all).replace(REFERENCE, '"#/$$defs/$1"')) as object;
  return (schema['x-kubernetes-group-version-kind'] ?? []).map(({ group, version, kind }) => ({
    // The kinds that Kubernetes began with have no group; kubeconform then takes the version for it.
    name: `${group || version}/${kind.toLowerCase()}_${version}.json`,
    schema: inside,
  }));
}

const referencesIn = (schema: unknown): readonly string[] =>
  [...(JSON.stringify(schema) ?? '').matchAll(REFERENCE)].map(([, name]) => name ?? '');
