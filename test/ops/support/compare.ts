import type { Manifest } from './objects';

/** Why an object of kustomize and one of Helm may differ; every other difference is a mistake. */
export const KNOWN_DIFFERENCES = [
  "kustomize: names of made config maps and secrets end in a digest; Helm's pods have a checksum annotation instead",
  "Helm: four labels of its own on each object's metadata",
  'Helm: an annotation on what stays when it uninstalls; kubectl deletes what it is told to',
  'kustomize: the namespace is an object; Helm is told with -n and its own release lives there',
  'the order of variables, volumes, mounts and permissions: kustomize puts what components add first',
  'kustomize: line breaks within the base64 of a secret',
  'a map or list without entries is as if it were not there',
] as const;

type Tree = unknown;
const isMap = (tree: Tree): tree is Readonly<Record<string, Tree>> =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);

/** The alphabet of kustomize's digests has no vowels, so that they spell nothing. */
const DIGEST = /-[2456789bcdfghkmt]{10}$/;
const HELM_LABELS = /^(?:app\.kubernetes\.io\/(?:managed-by|instance|version)|helm\.sh\/chart)$/;
const CHECKSUM = /^(?:checksum\/|helm\.sh\/resource-policy$)/;
const UNORDERED = /^(?:env|volumes|volumeMounts|acls)$/;

const isEmpty = (tree: Tree): boolean =>
  tree === null || tree === undefined || (typeof tree === 'object' && Object.keys(tree).length === 0);

function mapped(tree: Tree, key: string, name: (text: string) => string): Tree {
  if (typeof tree === 'string') return name(tree);
  if (Array.isArray(tree)) {
    const items = tree.map((item) => mapped(item, '', name));
    const sorted = (): Tree[] =>
      items
        .map((item) => JSON.stringify(item))
        .sort()
        .map((item) => JSON.parse(item) as Tree);
    return UNORDERED.test(key) ? sorted() : items;
  }
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([entry]) => !(key === 'annotations' && CHECKSUM.test(entry)))
      .map(([entry, value]) => [entry, mapped(value, entry, name)] as const)
      .filter(([, value]) => !isEmpty(value))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function withoutHelmLabels(object: Manifest): Manifest {
  const labels = Object.entries((object.metadata['labels'] ?? {}) as Record<string, string>);
  const own = Object.fromEntries(labels.filter(([label]) => !HELM_LABELS.test(label)));
  return { ...object, metadata: { ...object.metadata, labels: own } };
}

/** The data of a secret without the line breaks that base64 may have anywhere. */
function oneLine(object: Manifest): Manifest {
  if (object.kind !== 'Secret') return object;
  const data = Object.entries((object['data'] ?? {}) as Record<string, string>);
  return { ...object, data: Object.fromEntries(data.map(([key, value]) => [key, value.replace(/\s/g, '')])) };
}

/** Objects with all {@link KNOWN_DIFFERENCES} taken away: by kind and name, their lines as JSON. */
export function normalised(objects: readonly Manifest[]): ReadonlyMap<string, string> {
  const digested = new Set(
    objects
      .filter(({ kind, metadata }) => /^(?:ConfigMap|Secret)$/.test(kind) && DIGEST.test(metadata.name))
      .map(({ metadata }) => metadata.name),
  );
  const name = (text: string): string => (digested.has(text) ? text.replace(DIGEST, '') : text);
  return new Map(
    objects
      .filter(({ kind }) => kind !== 'Namespace')
      .map((object) => mapped(oneLine(withoutHelmLabels(object)), '', name) as Manifest)
      .map((object) => [`${object.kind} ${object.metadata.name}`, JSON.stringify(object, null, 1)]),
  );
}

/** How the second set of objects differs from the first, a line for each difference. */
export function differences(wanted: readonly Manifest[], found: readonly Manifest[]): readonly string[] {
  const [before, after] = [normalised(wanted), normalised(found)];
  const twice = found.length - found.filter(({ kind }) => kind === 'Namespace').length - after.size;
  if (twice > 0) return [`${twice} objects are in the chart twice`];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    if (one === undefined) return [`${key}: not in kustomize`];
    if (other === undefined) return [`${key}: not in the chart`];
    return one === other ? [] : [`${key}: ${firstDifference(one, other)}`];
  });
}

function firstDifference(one: string, other: string): string {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return `${lines[at]?.trim() ?? ''} became ${others[at]?.trim() ?? ''}`;
}
