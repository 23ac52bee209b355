import { WORKERS_TOGETHER, WORKLOADS } from './workloads.ts';
import {
  environmentOf,
  nameOf,
  ofKind,
  ofMesh,
  running,
  type Container,
  type Manifest,
  type Volume,
} from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

/** Settings that all workloads have in common: name of their ConfigMap. */
const SHARED_SETTINGS = 'ssbtek-settings';

/** What kustomize adds to the name of a generated object. */
const DIGEST = /-[a-z0-9]{10}$/;

/** What Helm's pods have instead. */
const hasDigest = ({ spec }: Running): boolean =>
  /^[0-9a-f]{64}$/.test(spec.template.metadata.annotations?.['checksum/settings'] ?? '');

/** Secrets that the installer makes before anything else (docs/operate.md, Install). */
const FROM_INSTALLER = ['ssbtek-payload-keys', 'ssbtek-audit-keys', 'ssbtek-proxy-secret'];

/** What processes are told, and where it comes from. */
export const SETTINGS_RULES: readonly Rule[] = [
  rule('every setting is one that the process knows, and given once', (all) =>
    eachContainer(all, (one, container) => {
      const known = [...WORKLOADS, WORKERS_TOGETHER].find(({ name }) => name === container.name)?.settings;
      const given = (container.env ?? []).map(({ name }) => name);
      const shared = (name: string): boolean =>
        [...WORKLOADS, WORKERS_TOGETHER].some(({ settings }) => settings.has(name));
      const own = settingsOf(all, container, (map) => !map.startsWith(SHARED_SETTINGS));
      const others = settingsOf(all, container, (map) => map.startsWith(SHARED_SETTINGS));
      return [
        ...unless(known !== undefined, `${nameOf(one)}: runs no process that we have.`),
        ...own.filter((name) => !known?.has(name)).map((name) => `${nameOf(one)}: does not know ${name}.`),
        ...others.filter((name) => !shared(name)).map((name) => `${nameOf(one)}: nobody knows ${name}.`),
        ...given
          .filter((name, at) => given.indexOf(name) !== at)
          .map((name) => `${nameOf(one)}: has ${name} twice.`),
      ];
    }),
  ),
  rule('a process listens to others and leaves its memory to its launcher', (all) =>
    eachContainer(all, (one, container) => {
      const { SSBTEK_HOST: host, NODE_OPTIONS: options } = environmentOf(all, container);
      return [
        ...unless(host === '0.0.0.0', `${nameOf(one)}: listens at ${host}.`),
        ...unless(options === undefined, `${nameOf(one)}: NODE_OPTIONS is ${options}.`),
      ];
    }),
  ),
  rule('ports are the ones that the process is told', (all) =>
    eachContainer(all, (one, container) => {
      const environment = environmentOf(all, container);
      const told = Object.entries(environment).filter(([name]) => /_PORT$/.test(name));
      const ports = (container.ports ?? []).map(({ containerPort }) => String(containerPort));
      return told
        .filter(([, value]) => !ports.includes(value))
        .map(([name, value]) => `${nameOf(one)}: ${name} is ${value}, and no port of the container.`);
    }),
  ),
  rule('Kubernetes adds no variables that read like settings', (all) =>
    running(all).flatMap((one) =>
      unless(one.spec.template.spec.enableServiceLinks === false, `${nameOf(one)}: has service links.`),
    ),
  ),
  rule('a stop has time for the drain and the whole deadline, and is killed later', (all) =>
    eachContainer(all, (one, container) => {
      const environment = environmentOf(all, container);
      const ms = (name: string): number => Number(environment[name] ?? 0);
      const needed = ms('SSBTEK_DRAIN_MS') + ms('SSBTEK_DEADLINE_MS');
      const timeout = ms('SSBTEK_STOP_TIMEOUT_MS');
      const grace = (one.spec.template.spec.terminationGracePeriodSeconds ?? 0) * 1000;
      const drains = container.ports?.some(({ name }) => name === 'soap') ?? false;
      return [
        ...unless(timeout > needed, `${nameOf(one)}: stops within ${timeout} ms and needs ${needed}.`),
        ...unless(grace > timeout, `${nameOf(one)}: is killed after ${grace} ms and needs ${timeout}.`),
        ...unless(!drains || ms('SSBTEK_DRAIN_MS') >= 5000, `${nameOf(one)}: leaves before others know.`),
      ];
    }),
  ),
  rule('every file of a setting is mounted, and every file that is mounted is used', (all) =>
    eachContainer(all, (one, container) => {
      const wanted = Object.entries(environmentOf(all, container)).filter(([name]) => name.endsWith('_FILE'));
      const there = filesOf(all, one.spec.template.spec.volumes ?? [], container);
      return [
        ...wanted
          .filter(([, path]) => !there.includes(path))
          .map(([name, path]) => `${nameOf(one)}: ${name} is ${path}, which is not mounted.`),
        ...there
          .filter((path) => !wanted.some(([, used]) => used === path))
          .map((path) => `${nameOf(one)}: ${path} is for nothing.`),
      ];
    }),
  ),
  rule('what is referred to is there, or is made by an operator or the installer', (all) =>
    running(all).flatMap((one) =>
      referencesOf(one.spec.template.spec)
        .filter(({ kind, name }) => !isThere(all, kind, name))
        .map(({ kind, name }) => `${nameOf(one)}: ${kind}/${name} is nowhere.`),
    ),
  ),
  rule('a change of settings rolls the pods', (all) =>
    eachContainer(all, (one, { envFrom = [] }) =>
      envFrom
        .map(({ configMapRef }) => configMapRef?.name ?? '')
        .filter((name) => !DIGEST.test(name) && !hasDigest(one))
        .map((name) => `${nameOf(one)}: would not notice a change of ${name}.`),
    ),
  ),
];

/** Names of our settings that a container is given itself, or by config maps of these names. */
const settingsOf = (
  all: readonly Manifest[],
  container: Container,
  from: (map: string) => boolean,
): readonly string[] => {
  const envFrom = (container.envFrom ?? []).filter(({ configMapRef }) => from(configMapRef?.name ?? ''));
  const given = environmentOf(all, from('') ? { ...container, envFrom } : { ...container, env: [], envFrom });
  return Object.keys(given).filter((name) => name.startsWith('SSBTEK_'));
};

type Running = ReturnType<typeof running>[number];

const eachContainer = (
  all: readonly Manifest[],
  mistakes: (one: Running, container: Container) => readonly string[],
): readonly string[] =>
  ofMesh(all).flatMap((one) =>
    one.spec.template.spec.containers.flatMap((container) => mistakes(one, container)),
  );

/** Paths of all files that a container sees. */
function filesOf(
  all: readonly Manifest[],
  volumes: readonly Volume[],
  { volumeMounts = [] }: Container,
): readonly string[] {
  return volumeMounts.flatMap(({ name, mountPath }) => {
    const sources = volumes.find((volume) => volume.name === name)?.projected?.sources ?? [];
    return sources
      .flatMap((source) => Object.entries(source))
      .flatMap(([kind, { name: from, items }]) => {
        const data = ofKind(all, kind === 'secret' ? 'Secret' : 'ConfigMap').find(
          ({ metadata }) => metadata.name === from,
        )?.data;
        // Keys of a secret that is made elsewhere: the one that the documents ask for.
        const names = items?.map(({ path }) => path) ?? Object.keys(data ?? { 'keys.json': '' });
        return names.map((file) => `${mountPath}/${file}`);
      });
  });
}

function referencesOf({ containers, volumes = [] }: Running['spec']['template']['spec']) {
  const maps = containers.flatMap(({ envFrom = [] }) =>
    envFrom.map(({ configMapRef }) => ({ kind: 'ConfigMap', name: configMapRef?.name ?? '' })),
  );
  const files = volumes
    .flatMap(({ projected }) => projected?.sources ?? [])
    .flatMap((source) => Object.entries(source))
    .map(([kind, { name }]) => ({ kind: kind === 'secret' ? 'Secret' : 'ConfigMap', name }));
  return [...maps, ...files];
}

/** Secrets for somebody else's Kafka are the installer's: the brokers' authority, and one named as each Deployment. */
const isOfForeignKafka = (all: readonly Manifest[], name: string): boolean =>
  ofKind(all, 'Kafka').length === 0 &&
  (name === 'ssbtek-cluster-ca-cert' || ofMesh(all).some(({ metadata }) => metadata.name === name));

function isThere(all: readonly Manifest[], kind: string, name: string): boolean {
  if (ofKind(all, kind).some(({ metadata }) => metadata.name === name)) return true;
  // Where a proxy proves itself by a certificate, its authority is the installer's to say.
  if (kind === 'ConfigMap' && name === 'ssbtek-proxy-ca') return true;
  if (kind !== 'Secret') return false;
  if (isOfForeignKafka(all, name)) return true;
  const made = [
    ...ofKind(all, 'KafkaUser').map(({ metadata }) => metadata.name),
    ...ofKind(all, 'Kafka').map(({ metadata }) => `${metadata.name}-cluster-ca-cert`),
    ...ofKind(all, 'Certificate').map(({ spec }) => spec?.['secretName']),
    ...FROM_INSTALLER,
  ];
  return made.includes(name);
}
