import type { KubernetesObject } from '../objects/object.ts';
import { withNames } from './names.ts';
import { at, Given, REST, slot, type Node } from './node.ts';

/** A map with further entries. */
const more = (extra: { readonly [key: string]: Node }) => (node: Node) => ({ ...(node as object), ...extra });

/** An object of the builders as it stands in a template: in the release's namespace, with Helm's labels, names as values. */
export function finished(object: KubernetesObject): Node {
  const { apiVersion, kind, metadata, ...rest } = withNames(object as unknown as Node) as {
    readonly [key: string]: Node;
  };
  const { name, labels, ...about } = metadata as { readonly [key: string]: Node };
  return {
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    metadata: {
      name: name ?? null,
      namespace: slot('$.Release.Namespace'),
      labels: more({ [REST]: new Given('include "ssbtek.labels" $ | fromYaml') })(labels ?? {}),
      ...about,
    },
    ...rest,
  };
}

const POD = ['spec', 'template'] as const;
const CONTAINER = [...POD, 'spec', 'containers', 0] as const;

/** A Deployment with what every pod can be given besides. */
export const withPodValues = (node: Node): Node =>
  [
    (one: Node) => at(one, [...POD, 'metadata', 'labels'], more({ [REST]: new Given('$.Values.podLabels') })),
    (one: Node) =>
      at(one, [...CONTAINER, 'env'], (env) => [...(env as readonly Node[]), new Given('$.Values.extraEnv')]),
  ].reduce((one, change) => change(one), node);
