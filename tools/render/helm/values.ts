import { RUNBOOKS } from '../../promql/rules.ts';
import { IMAGE } from '../model/names.ts';
import { DEADLINE_MS, WORKERS } from '../model/workloads.ts';
import { CLIENT_ISSUER, OUR_ORGANISATION, SERVER_ISSUER } from '../objects/certificates.ts';
import { CLUSTER_CA_SECRET } from '../objects/kafka.ts';
import { CALLER_CA, INGRESS_CERTIFICATE, PARTIES_MAP } from '../objects/parts.ts';
import { choice, flag, group, list, object, text, whole, type Fields } from './field.ts';
import { KEY_VALUES } from './names.ts';
import { SHARED } from './setting-fields.ts';
import {
  agencyFields,
  aggregatorFields,
  ingressFields,
  simulatorFields,
  workersFields,
} from './workload-fields.ts';

const NAME = { minLength: 1, maxLength: 253, pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$' };
const BROKERS = { pattern: '^([\\w.-]+:\\d{1,5}(,[\\w.-]+:\\d{1,5})*)?$' };
const STRINGS = { additionalProperties: { type: 'string' } };
const OBJECTS = { items: { type: 'object' } };

const pool = (replicas: number, storage: string, memory: string, cpu: string): Fields => ({
  replicas: whole('', replicas),
  storage: text('', storage),
  memory: text('', memory),
  cpu: text('', cpu),
});

/** Kafka: whose, where, how. */
const KAFKA: Fields = {
  provider: choice(
    'external: yours, at the brokers below. strimzi: made here, the Strimzi operator must be there. single: one node that forgets everything with its pod, for trials.',
    'external',
    ['external', 'strimzi', 'single'],
  ),
  brokers: text('Of an external Kafka: host:port, several with commas between.', '', BROKERS),
  ensureTopics: flag('An external or single Kafka: the processes make missing topics at their start.', true),
  tls: group(
    'Of an external Kafka; Strimzi always has it. Each process then shows the client certificate user.crt and user.key of the secret that is named as its Deployment is.',
    {
      enabled: flag('', false),
      caSecret: text("The secret whose ca.crt the brokers' certificates come from.", CLUSTER_CA_SECRET, NAME),
    },
  ),
  strimzi: group('The cluster that the Strimzi operator makes.', {
    brokers: group('', pool(3, '20Gi', '2Gi', '500m')),
    controllers: group('', pool(3, '5Gi', '1Gi', '100m')),
  }),
};

/** Keys, certificates, and who may ask. Names only: the chart makes no secret but the one for trials. */
const SECRETS: Fields = {
  keys: group('Secrets that you make (docs/operate.md, Install), each with a keys.json.', {
    ...Object.fromEntries(KEY_VALUES.map(({ key, secret }) => [key, text('', secret, NAME)])),
    trial: flag(
      'Makes these secrets, of a key that everybody can read in the chart. Never where real people are asked about.',
      false,
    ),
  }),
  callers: group(
    'TLS in the ingress: callers show a certificate and must be in the register. Without it everybody may ask.',
    {
      tls: flag('', false),
      ca: text(
        "PEM of the authorities that callers' certificates come from: --set-file callers.ca=ca.pem.",
        '',
      ),
      parties: text('The register of parties: --set-file callers.parties=parties.yaml.', ''),
      caConfigMap: text(
        'ConfigMap with them as ca.crt; yours where callers.ca is empty.',
        CALLER_CA.name,
        NAME,
      ),
      partiesConfigMap: text(
        'ConfigMap with it as parties.yaml; yours where callers.parties is empty.',
        PARTIES_MAP,
        NAME,
      ),
      certificateSecret: text(
        'Secret with tls.crt and tls.key of the ingress; yours where cert-manager makes none.',
        INGRESS_CERTIFICATE,
        NAME,
      ),
    },
  ),
  certManager: group(
    'cert-manager makes the certificate of the ingress (callers.tls) and those of workers (clientCertificate).',
    {
      enabled: flag('', false),
      authority: choice(
        'Who signs. issuers: the two issuers named below are there. secrets: the chart makes them, of authorities in secrets named as they are, with -ca at the end. trial: the chart makes authorities too, and callers show certificates of its own.',
        'issuers',
        ['issuers', 'secrets', 'trial'],
      ),
      serverIssuer: text('Signs what callers see.', SERVER_ISSUER, NAME),
      clientIssuer: text('Signs what agencies see.', CLIENT_ISSUER, NAME),
      issuerKind: choice('', 'Issuer', ['Issuer', 'ClusterIssuer']),
      dnsNames: list('Names that callers reach the ingress by.', ['ssbtek-ingress'], {
        items: { type: 'string' },
        minItems: 1,
      }),
      organisation: text('serialNumber of our certificates: 16 and ten digits.', OUR_ORGANISATION, {
        pattern: '^16[0-9]{10}$',
      }),
    },
  ),
};

/** What the platform around it is asked for. */
const PLATFORM: Fields = {
  networkPolicies: group(
    'Nobody reaches anybody but as the mesh needs it. Then every agency needs an egress, and so does an external Kafka.',
    {
      enabled: flag('', true),
      callers: list('Who may reach the ingress; everybody when empty.', [], OBJECTS),
      kafka: group('The brokers of an external Kafka.', {
        to: list('', [], OBJECTS),
        port: whole('', 9092, { maximum: 65_535 }),
      }),
    },
  ),
  keda: group('Workers follow their lag; the KEDA operator must be there.', { enabled: flag('', false) }),
  monitoring: group('PodMonitor, rules, inhibitions and dashboards; the Prometheus operator must be there.', {
    enabled: flag('', false),
    namespace: text('Where Prometheus runs.', 'monitoring', NAME),
    labels: object(
      'By which Prometheus and Alertmanager find them: release of kube-prometheus-stack.',
      {},
      STRINGS,
    ),
    runbooks: text('Address below which the runbooks are found.', RUNBOOKS, { pattern: '^https?://' }),
    dashboards: flag('ConfigMaps with dashboards, for the sidecar of Grafana.', true),
  }),
  podAnnotations: object('For all pods, as everything below.', {}, STRINGS),
  podLabels: object('', {}, STRINGS),
  nodeSelector: object('', {}, STRINGS),
  tolerations: list('', [], OBJECTS),
  priorityClassName: text('', ''),
  extraEnv: list('Further environment, as Kubernetes has it.', [], {
    items: { type: 'object', required: ['name'] },
  }),
  helmTest: group('`helm test` asks one question: see the README.', {
    certificateSecret: text(
      'With callers.tls: tls.crt and tls.key that it asks with. Without one it only reads the WSDL.',
      '',
    ),
  }),
};

/** Every value of the chart. values.yaml, its schema and the table in the README are made of this. */
export const VALUES: Fields = {
  image: group('The image of every process.', {
    registry: text('Registry and path before the repository: registry.example.se/ssbtek.', ''),
    repository: text('', IMAGE, { minLength: 1 }),
    digest: text('sha256:…; where it is given, the tag does not matter. Give it in production.', '', {
      pattern: '^(sha256:[0-9a-f]{64})?$',
    }),
    tag: text("The chart's appVersion when empty.", ''),
    pullPolicy: choice('', 'IfNotPresent', ['IfNotPresent', 'Always', 'Never']),
    pullSecrets: list('Names of secrets: [{ name: … }].', [], {
      items: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: { name: { type: 'string' } },
      },
    }),
  }),
  kafka: group('What the processes talk over.', KAFKA),
  agencies: group(
    [
      'The agencies. settings: addresses (SSBTEK_…_URL) and whatever else docs/configure.md has for its worker.',
      'clientCertificate: the worker shows tls.crt and tls.key of the secret ssbtek-worker-<code>-agency-tls, and trusts',
      'nobody but ca.crt of the ConfigMap ssbtek-worker-<code>-agency-ca, which the chart makes of the PEM in ca.',
      'egress: where network policies let the worker go: to: [{ ipBlock: { cidr: 192.0.2.10/32 } }], port: 443.',
      'replicas, resources, scaling: where they shall not be as in workers.',
    ].join('\n'),
    Object.fromEntries(WORKERS.map((worker) => [worker.agency?.kod ?? '', agencyFields(worker)])),
  ),
  ...SECRETS,
  deadlineMs: whole('Every caller is answered within this time. Grace periods follow it.', DEADLINE_MS, {
    minimum: 200,
    maximum: 300_000,
  }),
  logLevel: choice('How much is logged.', 'info', ['silent', 'error', 'warn', 'info', 'debug']),
  settings: object('Settings of docs/configure.md that all processes share, by name.', {}, SHARED),
  ingress: ingressFields,
  aggregator: aggregatorFields,
  workers: workersFields,
  simulator: simulatorFields,
  ...PLATFORM,
};
