import { KAFKA_IMAGE, LOG_CONFIG, nodeProperties } from '../../kafka/recipe.ts';
import { PART_OF } from '../model/names.ts';
import { CONTAINER_SECURITY, podSecurity } from './deployment.ts';
import { DNS, kafkaPolicy, labelled, MESH_PODS, networkPolicy, peer, tcp } from './network-policies.ts';
import { object, type KubernetesObject } from './object.ts';

/** A Kafka of one node for trials, without an operator: no TLS, no ACLs, nothing kept when its pod goes. */
const NAME = 'ssbtek-kafka';
const PORT = 9092;
/** User of the image. */
const USER = 1000;
const MEMORY = '1Gi';
const DISK = '2Gi';

/** Where clients begin. */
export const SINGLE_BROKERS = `${NAME}:${PORT}`;

const SELECTOR = {
  'app.kubernetes.io/name': 'kafka',
  'app.kubernetes.io/component': 'kafka-single',
} as const;
const LABELS = { ...SELECTOR, ...PART_OF } as const;
const CONFIG = '/etc/ssbtek/kafka';
const DATA = '/var/lib/kafka/data';

/** Kafka's form of a UUID. Nothing secret: it keeps data folders of different clusters apart. */
const CLUSTER_ID = 'c3NidGVrLXRyaWFsLWthZg';

/** The node's properties, as its file has them. */
export const singleProperties = (dataDir = DATA, advertised = SINGLE_BROKERS, port = PORT): string =>
  Object.entries(nodeProperties({ bind: '0.0.0.0', port, controllerPort: port + 1, advertised, dataDir }))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Arguments for Java: format the data folder where it is new. */
export const formatArguments = (config = CONFIG, libs = '/opt/kafka/libs/*'): readonly string[] => [
  ...java('128m', config, libs),
  'kafka.tools.StorageTool',
  'format',
  '--ignore-formatted',
  '--cluster-id',
  CLUSTER_ID,
  '--config',
  `${config}/server.properties`,
];

/** Arguments for Java: run the node. */
export const serverArguments = (config = CONFIG, libs = '/opt/kafka/libs/*'): readonly string[] => [
  ...java('512m', config, libs),
  'kafka.Kafka',
  `${config}/server.properties`,
];

const java = (heap: string, config: string, libs: string): readonly string[] => [
  `-Xmx${heap}`,
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  `-Dlog4j2.configurationFile=${config}/log4j2.properties`,
  '-cp',
  libs,
];

/** Everything that the node consists of. */
export const singleKafka = (): readonly KubernetesObject[] => [
  object('v1', 'ServiceAccount', NAME, { automountServiceAccountToken: false }, LABELS),
  object(
    'v1',
    'Service',
    NAME,
    {
      spec: {
        clusterIP: 'None',
        selector: SELECTOR,
        ports: [{ name: 'kafka', port: PORT, targetPort: 'kafka', protocol: 'TCP' }],
      },
    },
    LABELS,
  ),
  object('apps/v1', 'StatefulSet', NAME, { spec: statefulSet() }, LABELS),
  kafkaPolicy(labelled(SELECTOR), PORT),
  networkPolicy(
    NAME,
    labelled(SELECTOR),
    // It asks the DNS for its own advertised name.
    { ingress: [{ from: [peer(MESH_PODS)], ports: tcp('kafka') }], egress: [DNS] },
    LABELS,
  ),
];

/** Files of the node, by name: for a config map. */
export const singleConfig = (): Readonly<Record<string, string>> => ({
  'server.properties': singleProperties(),
  'log4j2.properties': LOG_CONFIG,
});

/** Name of the config map with {@link singleConfig}. */
export const SINGLE_CONFIG = `${NAME}-config`;

function statefulSet() {
  return {
    replicas: 1,
    serviceName: NAME,
    selector: { matchLabels: SELECTOR },
    template: {
      metadata: { labels: LABELS },
      spec: {
        serviceAccountName: NAME,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 30,
        securityContext: podSecurity(USER),
        initContainers: [container('format', formatArguments())],
        containers: [
          {
            ...container('kafka', serverArguments()),
            ports: [{ name: 'kafka', containerPort: PORT, protocol: 'TCP' }],
            ...kafkaProbes(),
          },
        ],
        volumes: [
          { name: 'config', configMap: { name: SINGLE_CONFIG } },
          { name: 'data', emptyDir: { sizeLimit: DISK } },
          { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
        ],
      },
    },
  };
}

const container = (name: string, args: readonly string[]) => ({
  name,
  image: KAFKA_IMAGE,
  imagePullPolicy: 'IfNotPresent',
  command: ['java'],
  args,
  resources: {
    requests: { cpu: '250m', memory: MEMORY, 'ephemeral-storage': DISK },
    limits: { memory: MEMORY, 'ephemeral-storage': DISK },
  },
  securityContext: CONTAINER_SECURITY,
  volumeMounts: [
    { name: 'config', mountPath: CONFIG, readOnly: true },
    { name: 'data', mountPath: DATA },
    { name: 'tmp', mountPath: '/tmp' },
  ],
});

const kafkaProbes = () => {
  const taken = { tcpSocket: { port: 'kafka' }, timeoutSeconds: 2 };
  return {
    startupProbe: { ...taken, periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { ...taken, periodSeconds: 5, failureThreshold: 2 },
    livenessProbe: { ...taken, periodSeconds: 20, failureThreshold: 3 },
  };
};
