import { parseAllDocuments } from 'yaml';

/** An object as it is sent to a cluster; only what the rules read has a type. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
  };
  readonly spec?: Spec;
  readonly data?: Readonly<Record<string, string>>;
  readonly automountServiceAccountToken?: boolean;
}

export type Labels = Readonly<Record<string, string>>;

/** Any object's specification: each kind has some of it. */
export interface Spec {
  readonly selector?: unknown;
  readonly template?: Pod;
  readonly [field: string]: unknown;
}

export interface Pod {
  readonly metadata: { readonly labels?: Labels; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly topologySpreadConstraints?: readonly {
    readonly topologyKey: string;
    readonly labelSelector?: Selector;
  }[];
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly [field: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly [field: string]: unknown;
}

export interface Volume {
  readonly name: string;
  readonly projected?: { readonly sources: readonly Readonly<Record<string, VolumeSource>>[] };
  readonly [kind: string]: unknown;
}

export interface VolumeSource {
  readonly name: string;
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** The objects of a stream of documents. */
export const manifestsIn = (text: string): readonly Manifest[] =>
  parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(document.errors.join('\n'));
    const value = document.toJS() as Manifest | null;
    return value === null ? [] : [value];
  });

export const ofKind = (all: readonly Manifest[], ...kinds: readonly string[]): readonly Manifest[] =>
  all.filter(({ kind }) => kinds.includes(kind));

/** `Deployment/ssbtek-ingress`. */
export const nameOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;

/** What runs pods. */
export const running = (
  all: readonly Manifest[],
): readonly (Manifest & { readonly spec: { readonly template: Pod } })[] =>
  ofKind(all, 'Deployment', 'StatefulSet').filter(
    (one): one is Manifest & { readonly spec: { readonly template: Pod } } =>
      one.spec?.template !== undefined,
  );

/** Every pod that something makes: of what runs, and of jobs by the clock. */
export const podsIn = (
  all: readonly Manifest[],
): readonly { readonly one: Manifest; readonly pod: Pod }[] => [
  ...running(all).map((one) => ({ one, pod: one.spec.template })),
  ...ofKind(all, 'CronJob').map((one) => {
    const { jobTemplate } = one.spec as unknown as { jobTemplate: { spec: { template: Pod } } };
    return { one, pod: jobTemplate.spec.template };
  }),
];

/** The workloads of the mesh, by the label that all of them have. */
export const ofMesh = (all: readonly Manifest[]) =>
  running(all).filter(({ spec }) => spec.template.metadata.labels?.['app.kubernetes.io/name'] === 'ssbtek');

/** Labels of the pods that something runs. */
export const labelsOf = ({ spec }: { readonly spec: { readonly template: Pod } }): Labels =>
  spec.template.metadata.labels ?? {};

/** Whether a selector finds pods with these labels; an empty one finds all. */
export const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key in labels;
    const among = values.includes(labels[key] ?? '');
    return operator === 'In' ? among : !among;
  });

/** Environment of a container: what its config maps give, and on top of it its own. */
export function environmentOf(
  all: readonly Manifest[],
  { env = [], envFrom = [] }: Container,
): Readonly<Record<string, string>> {
  const maps = envFrom.map(({ configMapRef }) =>
    ofKind(all, 'ConfigMap').find(({ metadata }) => metadata.name === configMapRef?.name),
  );
  return Object.assign(
    {},
    ...maps.map((map) => map?.data ?? {}),
    Object.fromEntries(env.map(({ name, value }) => [name, value ?? ''])),
  ) as Readonly<Record<string, string>>;
}
