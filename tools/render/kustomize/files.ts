import { stringify } from 'yaml';
import { MADE, type RenderedFile } from '../file.ts';
import type { KubernetesObject } from '../objects/object.ts';

/** kubectl reads YAML 1.1 too, where an unquoted `on` is no text. */
const YAML = { lineWidth: 0, compat: 'yaml-1.1' } as const;

/** A file with one or several documents that nobody is to edit. */
export const yamlFile = (path: string, ...documents: readonly object[]): RenderedFile => ({
  path,
  text: `# ${MADE}\n${documents.map((document) => stringify(document, YAML)).join('---\n')}`,
});

const kebab = (kind: string): string => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** A file for each object, named after its kind, or after its name where a kind is there several times. */
export function objectFiles(folder: string, objects: readonly KubernetesObject[]): readonly RenderedFile[] {
  const alone = (kind: string): boolean => objects.filter((other) => other.kind === kind).length === 1;
  return objects.map((object) => {
    const { kind, metadata } = object;
    const name = alone(kind) ? kebab(kind) : `${kebab(kind)}-${metadata.name.replace(/^ssbtek[-.]/, '')}`;
    return yamlFile(`${folder}/${name}.yaml`, object);
  });
}

/** Settings or files that a ConfigMap or Secret is made of; its name gets a digest, so that a change rolls pods. */
export interface Generator {
  readonly name: string;
  /** `merge` adds to one that the base makes. */
  readonly behavior?: 'merge';
  readonly literals: readonly string[];
  readonly options?: { readonly labels: Readonly<Record<string, string>> };
}

/** `NAME=value`, as kustomize wants literals. */
export const literals = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).map(([name, value]) => `${name}=${value}`);

/** Further settings for a ConfigMap of the base. */
export const merged = (name: string, values: Readonly<Record<string, string>>): Generator => ({
  name,
  behavior: 'merge',
  literals: literals(values),
});

/** A folder as kustomize reads it. */
export interface Folder {
  readonly path: string;
  readonly component?: true;
  /** Folders below that are part of it. */
  readonly folders?: readonly string[];
  readonly objects?: readonly KubernetesObject[];
  readonly generators?: readonly Generator[];
  readonly secrets?: readonly Generator[];
  /** Patches by file name. */
  readonly patches?: Readonly<Record<string, object>>;
  /** The rest, word for word. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The files of a folder: its objects, its patches, and the kustomization that names them. */
export function folderFiles(folder: Folder): readonly RenderedFile[] {
  const {
    path,
    component,
    folders = [],
    objects = [],
    generators = [],
    secrets = [],
    patches = {},
    more,
  } = folder;
  const files = objectFiles(path, objects);
  const patchFiles = Object.entries(patches).map(([name, patch]) => yamlFile(`${path}/${name}`, patch));
  const within = (file: RenderedFile): string => file.path.slice(path.length + 1);
  const kustomization = {
    apiVersion: component ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1',
    kind: component ? 'Component' : 'Kustomization',
    ...some('resources', [...folders, ...files.map(within)]),
    ...some('configMapGenerator', generators),
    ...some('secretGenerator', secrets),
    ...some(
      'patches',
      patchFiles.map((file) => ({ path: within(file) })),
    ),
    ...more,
  };
  return [yamlFile(`${path}/kustomization.yaml`, kustomization), ...files, ...patchFiles];
}

const some = (key: string, list: readonly unknown[]): object => (list.length > 0 ? { [key]: list } : {});
