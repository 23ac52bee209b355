import { nameOf, ofKind, podsIn, type Container, type Manifest, type PodSpec } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

/** Kinds of volumes that the restricted profile knows, without those that ask for storage. */
const VOLUMES = ['configMap', 'secret', 'projected', 'emptyDir'];

/** What processes may do to the node, to the cluster, and to each other's secrets. */
export const SECURITY_RULES: readonly Rule[] = [
  rule('pods keep to the restricted profile, with a root that cannot be written', (all) =>
    podsIn(all).flatMap(({ one, pod: { spec } }) => {
      return [...podMistakes(spec), ...containerMistakes(spec)].map((what) => `${nameOf(one)}: ${what}.`);
    }),
  ),
  rule('the namespace enforces the restricted profile', (all) => {
    const [space, ...more] = ofKind(all, 'Namespace');
    const labels = space?.metadata.labels ?? {};
    const modes = ['enforce', 'audit', 'warn'];
    return unless(
      more.length === 0 &&
        modes.every((mode) => labels[`pod-security.kubernetes.io/${mode}`] === 'restricted'),
      `Namespace/${space?.metadata.name}: does not enforce it.`,
    );
  }),
  rule('everything is in the one namespace', (all) => {
    const [space] = ofKind(all, 'Namespace');
    return all
      .filter((one) => one !== space && one.metadata.namespace !== space?.metadata.name)
      .map((one) => `${nameOf(one)}: is in ${one.metadata.namespace}.`);
  }),
  rule('no two objects have one name', (all) => {
    const names = all.map((one) => `${one.apiVersion} ${nameOf(one)}`);
    return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name}: is there twice.`);
  }),
  rule('each workload has an account of its own, and no token of it', (all) => {
    const accounts = ofKind(all, 'ServiceAccount');
    const used = podsIn(all).map(({ pod }) => pod.spec.serviceAccountName);
    return podsIn(all).flatMap(({ one, pod }) => {
      const { serviceAccountName: name, automountServiceAccountToken: token } = pod.spec;
      const account = accounts.find(({ metadata }) => metadata.name === name);
      return [
        ...unless(account !== undefined, `${nameOf(one)}: has no account of its own.`),
        ...unless(used.filter((other) => other === name).length === 1, `${nameOf(one)}: shares ${name}.`),
        ...unless(
          token === false && account?.automountServiceAccountToken === false,
          `${nameOf(one)}: gets a token.`,
        ),
      ];
    });
  }),
];

/** Further rules for where people's data is: what is secret comes from elsewhere, what runs is exactly known. */
export const PRODUCTION_RULES: readonly Rule[] = [
  rule('nothing secret is in the manifests', (all) =>
    ofKind(all, 'Secret').map((one) => `${nameOf(one)}: is readable to everybody who reads this.`),
  ),
  rule('an image is named by its digest', (all) =>
    podsIn(all).flatMap(({ one, pod }) =>
      pod.spec.containers.flatMap(({ image }) =>
        unless(/@sha256:[0-9a-f]{64}$/.test(image), `${nameOf(one)}: runs ${image}.`),
      ),
    ),
  ),
  rule('no simulator answers for an agency', (all: readonly Manifest[]) =>
    all
      .filter(({ metadata }) => metadata.name.includes('simulator'))
      .map((one) => `${nameOf(one)}: is for trials.`),
  ),
];

function podMistakes(spec: PodSpec): readonly string[] {
  const { seccompProfile, runAsUser, runAsNonRoot } = (spec.securityContext ?? {}) as {
    seccompProfile?: { type?: string };
    runAsUser?: number;
    runAsNonRoot?: boolean;
  };
  // Where the platform chooses the user, it is one of those that are not root.
  const notRoot = runAsUser === undefined ? runAsNonRoot === true : runAsUser > 0;
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true);
  const volumes = (spec.volumes ?? []).flatMap((volume) =>
    Object.keys(volume).filter((key) => key !== 'name' && !VOLUMES.includes(key)),
  );
  return [
    ...unless(seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'),
    ...unless(notRoot, 'may run as root'),
    ...host.map((field) => `has ${field}`),
    ...volumes.map((kind) => `has a volume of kind ${kind}`),
  ];
}

const containerMistakes = ({ initContainers = [], containers }: PodSpec): readonly string[] =>
  [...initContainers, ...containers].flatMap(({ name, securityContext }: Container) => {
    const { capabilities, ...rest } = (securityContext ?? {}) as {
      capabilities?: { drop?: readonly string[]; add?: readonly string[] };
    } & Readonly<Record<string, unknown>>;
    return [
      ...unless(rest['allowPrivilegeEscalation'] === false, `${name} may get more rights`),
      ...unless(rest['runAsNonRoot'] === true, `${name} may run as root`),
      ...unless(rest['readOnlyRootFilesystem'] === true, `${name} may write its root`),
      ...unless(rest['privileged'] !== true, `${name} is privileged`),
      ...unless(
        capabilities?.drop?.includes('ALL') === true && !capabilities.add?.length,
        `${name} has capabilities`,
      ),
    ];
  });
