import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEnvironment, KAFKA_IMAGE } from '../../../tools/kafka/recipe';
import { environmentOf, ofMesh, type Manifest } from '../../manifests/manifest';
import { WORKLOADS } from '../../manifests/workloads';
import type { Service, Services } from '../../support/compose';
import { ROOT } from './workspace';

/** What must hold of the compose file. */
interface Rule {
  readonly name: string;
  /** A sentence for each place where it does not; `cluster` is what kustomize makes of the same processes. */
  readonly mistakes: (all: Services, cluster: readonly Manifest[]) => readonly string[];
}

const OURS = '${SSBTEK_IMAGE:-ssbtek-mesh:trial}';
const SIMULATOR = 'http://simulator:8090';
const mesh = (all: Services) =>
  WORKLOADS.flatMap((workload) => {
    const service = all[workload.name];
    return service ? [{ ...workload, service, given: service.environment ?? {} }] : [];
  });
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const entries = (all: Services): readonly (readonly [string, Service])[] => Object.entries(all);
const read = (file: string): string => readFileSync(join(ROOT, 'deploy', file), 'utf8');

/** Addresses in settings: `http://simulator:8090/af`, `kafka:9092`. */
const hostsIn = ({ environment = {} }: Service): readonly string[] =>
  Object.values(environment).flatMap(
    (value) => /^(?:https?:\/\/)?([a-z][\w.-]*):\d+(?:\/|$)/.exec(value)?.[1] ?? [],
  );

/** Numbers and addresses that a process has the same wherever it runs. */
const ALIKE = [
  'HOST',
  'MANAGEMENT_PORT',
  'HTTP_PORT',
  'SIMULATOR_PORT',
  'PORTAL_PORT',
  'DRAIN_MS',
  'STOP_TIMEOUT_MS',
];

const CLUSTER_RULE: Rule = {
  name: 'gives each process the memory, the ports and the time to stop that it has in a cluster',
  mistakes: (all, cluster) =>
    mesh(all).flatMap(({ name, service, given }) => {
      const spec = ofMesh(cluster).find(({ metadata }) => metadata.name === `ssbtek-${name}`)?.spec.template
        .spec;
      const [container] = spec?.containers ?? [];
      if (!container) return [`${name} is in no cluster.`];
      const { limits } = container['resources'] as { limits: { memory: string } };
      const there = environmentOf(cluster, container);
      return [
        ...(service.mem_limit === limits.memory.replace('Mi', 'm') ? [] : [`${name}: ${service.mem_limit}`]),
        ...(service.stop_grace_period === `${spec?.terminationGracePeriodSeconds}s`
          ? []
          : [`${name}: ${service.stop_grace_period}`]),
        ...ALIKE.map((one) => `SSBTEK_${one}`)
          .filter((one) => given[one] !== there[one])
          .map((one) => `${name}: ${one} is ${given[one]}.`),
      ];
    }),
};

const MESH_RULES: readonly Rule[] = [
  {
    name: 'has one service for each process, agency by agency as the registry has them, of one image',
    mistakes: (all) => {
      const ours = entries(all).filter(([, { image }]) => image === OURS);
      const names = ['keys', ...WORKLOADS.map(({ name }) => name)];
      return [
        ...(same(
          ours.map(([name]) => name),
          names,
        )
          ? []
          : [`Of our image are ${ours.map(([name]) => name).join(',')}.`]),
        ...ours
          .filter(([name, { command }]) => name !== 'keys' && !same(command, [`/app/apps/${name}/main.js`]))
          .map(([name, { command }]) => `${name} starts ${String(command)}.`),
      ];
    },
  },
  {
    name: 'gives each process settings that it knows, Kafka, and the address of its agency',
    mistakes: (all) =>
      mesh(all).flatMap(({ name, settings, needsKafka, agency, given }) => [
        ...Object.keys(given)
          .filter((one) => !settings.has(one))
          .map((one) => `${name} does not know ${one}.`),
        ...['SSBTEK_KAFKA_BROKERS', 'SSBTEK_PAYLOAD_KEYS_FILE']
          .filter((one) => one in given !== needsKafka)
          .map((one) => `${name}: ${one} is ${given[one]}.`),
        ...(agency?.addresses ?? [])
          .filter(
            ({ variable, simulatorPath }) =>
              given[variable] !== `${SIMULATOR}/${agency?.kod}${simulatorPath}`,
          )
          .map(({ variable }) => `${name}: ${variable} is ${given[variable]}.`),
      ]),
  },
  {
    name: 'runs each process without rights, over files that it cannot change',
    mistakes: (all) =>
      mesh(all).flatMap(({ name, service: { user, read_only, volumes = [] } }) => [
        ...(user === '65532:65532' && read_only === true
          ? []
          : [`${name}: ${user}, read only: ${read_only}`]),
        ...volumes.filter((one) => !one.endsWith(':ro')).map((one) => `${name}: ${one}`),
      ]),
  },
  {
    name: 'has no secret but the keys that it makes, without a network',
    mistakes: (all) => {
      const { command: made = [], network_mode: network } = all['keys'] ?? ({} as Partial<Service>);
      return [
        ...(network === 'none' ? [] : ['keys has a network.']),
        ...entries(all).flatMap(([name, { environment = {} }]) =>
          Object.entries(environment)
            .filter(([one, value]) =>
              one.endsWith('_FILE') ? !made.includes(value) : /PASSWORD|SECRET|TOKEN|KEYS?$/.test(one),
            )
            .map(([one]) => `${name}: ${one}`),
        ),
      ];
    },
  },
];

const EVERY_SERVICE: readonly Rule[] = [
  {
    name: 'takes capabilities and ways to more rights from all',
    mistakes: (all) =>
      entries(all)
        .filter(([, one]) => !same([one.cap_drop, one.security_opt], [['ALL'], ['no-new-privileges:true']]))
        .map(([name]) => name),
  },
  {
    name: 'takes every foreign image by its version, and listens on this machine only',
    mistakes: (all) =>
      entries(all).flatMap(([name, { image, ports = [] }]) => [
        ...(image === OURS || /^[a-z/-]+:v?\d+\.\d+\.\d+$/.test(image) ? [] : [`${name}: ${image}`]),
        ...ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name}: ${port}`),
      ]),
  },
  {
    name: 'names no service that is not in it, and mounts no file that is not there',
    mistakes: (all) =>
      entries(all).flatMap(([name, service]) => [
        ...[...Object.keys(service.depends_on ?? {}), ...hostsIn(service)]
          .filter((one) => !(one in all))
          .map((one) => `${name} looks for ${one}.`),
        ...(service.volumes ?? [])
          .filter((one) => one.startsWith('./') && !existsSync(join(ROOT, 'deploy', one.split(':')[0] ?? '')))
          .map((one) => `${name}: ${one}`),
      ]),
  },
  {
    name: 'has the broker that the tests have',
    mistakes: ({ kafka }) => {
      const wanted = nodeEnvironment({
        bind: '0.0.0.0',
        port: 9092,
        controllerPort: 9093,
        advertised: 'kafka:9092',
        dataDir: '/var/lib/kafka/data',
      });
      const { environment: given = {}, image } = kafka ?? { image: 'none' };
      const names = [...new Set([...Object.keys(wanted), ...Object.keys(given)])];
      return [
        ...(image === KAFKA_IMAGE ? [] : [image]),
        ...names.filter((name) => wanted[name] !== given[name]).map((name) => `${name} is ${given[name]}.`),
      ];
    },
  },
  {
    name: 'has the services that Prometheus reads and Grafana asks',
    mistakes: (all) => {
      const named = (text: string, pattern: RegExp) =>
        [...text.matchAll(pattern)].map(([, name = '']) => name);
      const targets = named(read('prometheus/prometheus.yaml'), /^\s+- ([\w-]+):\d+$/gm);
      const asked = named(read('grafana/provisioning/datasources/ssbtek.yaml'), /http:\/\/([\w-]+):/g);
      return [
        ...WORKLOADS.filter(({ name }) => !targets.includes(name)).map(({ name }) => `Nobody reads ${name}.`),
        ...[...targets, ...asked].filter((name) => !(name in all)).map((name) => `${name} is not there.`),
        ...(asked.length > 1 ? [] : ['Grafana asks nobody.']),
      ];
    },
  },
];

/** All that the compose file is held to. */
export const COMPOSE_RULES: readonly Rule[] = [...MESH_RULES, CLUSTER_RULE, ...EVERY_SERVICE];
