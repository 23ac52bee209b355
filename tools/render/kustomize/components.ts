import { TOPICS } from '@ssbtek/messaging';
import type { RenderedFile } from '../file.ts';
import { keySecretsOf } from '../model/mounts.ts';
import { objectName, PART_OF, settingsName, SHARED_SETTINGS } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { simulated, TRIAL_KEYS } from '../model/trials.ts';
import { MESH, SIMULATOR_WORKLOAD, WORKERS } from '../model/workloads.ts';
import {
  agencyClientCertificate,
  ingressCertificate,
  OUR_ORGANISATION,
  OWN_CLIENT_CA,
  ownIssuers,
} from '../objects/certificates.ts';
import {
  BOOTSTRAP,
  CLUSTER_CA_SECRET,
  kafka,
  kafkaNodePool,
  kafkaPolicies,
  kafkaTopic,
  kafkaUser,
  scalerUser,
} from '../objects/kafka.ts';
import { SINGLE_BROKERS, SINGLE_CONFIG, singleConfig, singleKafka } from '../objects/kafka-single.ts';
import { podMonitor, prometheusRule } from '../objects/monitoring.ts';
import {
  callerPolicy,
  defaultDeny,
  dnsPolicy,
  namespacePeer,
  scrapePolicy,
  simulatorPolicies,
} from '../objects/network-policies.ts';
import { agencyTlsParts, callerTlsParts, kafkaTlsParts, partiesParts } from '../objects/parts.ts';
import { together, type PodParts } from '../objects/pod-parts.ts';
import { scaledObject, triggerAuthentication } from '../objects/scaling.ts';
import { ruleGroups } from '../prometheus/groups.ts';
import { settingsGenerator, workloadObjects } from './base.ts';
import { folderFiles, literals, merged, type Folder } from './files.ts';

const component = (name: string, rest: Omit<Folder, 'path' | 'component'>): Folder => ({
  path: `k8s/components/${name}`,
  component: true,
  ...rest,
});

/** What a component adds to the pods of a Deployment that the base has. */
const podPatch = (workload: Workload, parts: readonly PodParts[]) => {
  const { env, volumes, volumeMounts } = together(parts);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: objectName(workload) },
    spec: {
      template: { spec: { containers: [{ name: workload.name, env, volumeMounts }], volumes } },
    },
  };
};

const kafkaSettings = (brokers: string, ensureTopics: boolean) => [
  merged(SHARED_SETTINGS, {
    SSBTEK_KAFKA_BROKERS: brokers,
    SSBTEK_KAFKA_ENSURE_TOPICS: String(ensureTopics),
  }),
];

const kafkaStrimzi = (): Folder =>
  component('kafka-strimzi', {
    objects: [
      kafka(),
      kafkaNodePool({ role: 'broker', replicas: 3, storage: '20Gi', memory: '2Gi', cpu: '500m' }),
      kafkaNodePool({ role: 'controller', replicas: 3, storage: '5Gi', memory: '1Gi', cpu: '100m' }),
      ...TOPICS.map((topic) => kafkaTopic(topic)),
      ...MESH.map(kafkaUser),
      ...kafkaPolicies(),
    ],
    generators: kafkaSettings(BOOTSTRAP, false),
    patches: patchEach('client', MESH, (workload) => [kafkaTlsParts(workload, CLUSTER_CA_SECRET)]),
  });

const kafkaSingle = (): Folder =>
  component('kafka-single', {
    objects: singleKafka(),
    generators: [
      ...kafkaSettings(SINGLE_BROKERS, true),
      { name: SINGLE_CONFIG, literals: literals(singleConfig()) },
    ],
  });

const ONE_REPLICA_COUNT = [{ op: 'remove', path: '/spec/replicas' }];

const keda = (): Folder =>
  component('keda', {
    objects: [
      ...WORKERS.map((worker) =>
        scaledObject(worker, { bootstrapServers: BOOTSTRAP.replace(':', '.ssbtek.svc:'), tls: true }),
      ),
      triggerAuthentication(),
      scalerUser(WORKERS),
    ],
    more: {
      // Two that count replicas would undo each other's work.
      patches: [
        {
          target: { kind: 'Deployment', labelSelector: 'app.kubernetes.io/component=worker' },
          patch: JSON.stringify(ONE_REPLICA_COUNT),
        },
      ],
    },
  });

const networkPolicies = (): Folder =>
  component('network-policies', {
    objects: [defaultDeny(), dnsPolicy(), ...INGRESS.map((ingress) => callerPolicy(ingress))],
  });

const INGRESS = MESH.filter(({ kind }) => kind === 'ingress');

/** A patch for each of these workloads. */
const patchEach = (
  prefix: string,
  workloads: readonly Workload[],
  parts: (workload: Workload) => readonly PodParts[],
): Readonly<Record<string, object>> =>
  Object.fromEntries(
    workloads.map((workload) => [`${prefix}-${workload.name}.yaml`, podPatch(workload, parts(workload))]),
  );

const callers = (): Folder =>
  component('mtls-cert-manager', {
    objects: INGRESS.map((ingress) => ingressCertificate(ingress, [objectName(ingress)])),
    patches: patchEach('callers', INGRESS, () => [callerTlsParts(), partiesParts()]),
  });

const agencies = (): Folder =>
  component('mtls-agencies', {
    objects: WORKERS.map((worker) => agencyClientCertificate(worker, OUR_ORGANISATION)),
    patches: patchEach('agency', WORKERS, ({ agency }) => [agencyTlsParts(agency?.kod ?? '')]),
  });

const trialAuthority = (): Folder =>
  component('trial-authority', {
    objects: ownIssuers(),
    patches: patchEach('callers', INGRESS, () => [
      callerTlsParts({ from: 'secret', name: OWN_CLIENT_CA, files: { 'tls.crt': 'ca.crt' } }),
    ]),
  });

const monitoring = (): Folder =>
  component('monitoring', {
    objects: [
      podMonitor(),
      prometheusRule('ssbtek', ruleGroups()),
      scrapePolicy([namespacePeer('monitoring')]),
    ],
  });

const simulator = (): Folder =>
  component('simulator', {
    objects: [...workloadObjects(SIMULATOR_WORKLOAD), ...simulatorPolicies(SIMULATOR_WORKLOAD)],
    generators: [
      settingsGenerator(SIMULATOR_WORKLOAD),
      ...WORKERS.map((worker) => merged(settingsName(worker), simulated(worker))),
    ],
  });

const trialKeys = (): Folder =>
  component('trial-keys', {
    secrets: [...new Set(MESH.flatMap(keySecretsOf))].map(({ mount, secret }) => ({
      name: secret,
      literals: Object.values(mount.files).map((file) => `${file}=${TRIAL_KEYS}`),
      options: { labels: { 'app.kubernetes.io/name': 'ssbtek', ...PART_OF } },
    })),
  });

/** What an installation may have beside the base, and how it is tied to it. */
export const components = (): readonly RenderedFile[] =>
  [
    kafkaStrimzi(),
    kafkaSingle(),
    keda(),
    networkPolicies(),
    callers(),
    agencies(),
    trialAuthority(),
    monitoring(),
    simulator(),
    trialKeys(),
  ].flatMap(folderFiles);
