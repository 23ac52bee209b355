import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { nameOf } from '../manifests/manifest';
import { BARE_RULES, PRODUCTION_RULES, RULES } from '../manifests/rules';
import { built, builtWith, OVERLAYS, withMistake, type Mistake } from '../support/manifests';

/** What an installation is held to beside the rules for all. */
const FURTHER = { dev: BARE_RULES, test: [], prod: PRODUCTION_RULES } as const;

it('the installations are the ones that are known here', () => {
  expect(OVERLAYS).toEqual(Object.keys(FURTHER).sort());
});

describe.each(Object.entries(FURTHER))('%s', (overlay, further) => {
  const all = built(`k8s/overlays/${overlay}`);

  it.each([...RULES, ...further])('$name', ({ mistakes }) => {
    expect(mistakes(all)).toEqual([]);
  });
});

function withoutLoadBalancer(text: string): string {
  return text.replace(/ {2}- .*\/expose-load-balancer\n/, '');
}

/** Installations that no overlay is: components more, and what else changes. */
const OTHERS: [overlay: keyof typeof FURTHER, components: string[], change?: (text: string) => string][] = [
  ['prod', ['autoscaling']],
  [
    'prod',
    ['kafka-external'],
    (text) => text.replace(/ {2}- .*\/kafka-strimzi\n/, '').replace(/transformers:\n.*\n/, ''),
  ],
  ['dev', ['openshift']],
  ['prod', ['openshift']],
  ['prod', ['dns-node-local']],
  ['prod', ['expose-ingress'], withoutLoadBalancer],
  ['prod', ['expose-gateway-tls'], withoutLoadBalancer],
  ['prod', ['expose-gateway-http'], withoutLoadBalancer],
];

describe.each(OTHERS)('%s with %s', (...[overlay, components, change]) => {
  const all = builtWith(overlay, components, change);

  it.each([...RULES, ...FURTHER[overlay]])('$name', ({ mistakes }) => {
    expect(all.length).toBeGreaterThan(40);
    expect(mistakes(all)).toEqual([]);
  });
});

describe.each(Object.entries(FURTHER))('%s in a namespace of its own', (overlay, further) => {
  const all = builtWith(overlay, [], (text) => text.replace(/^namespace: .*/m, 'namespace: annat'));

  it.each([...RULES, ...further])('$name', ({ mistakes }) => {
    expect(mistakes(all)).toEqual([]);
  });

  it('names no other one of ours', () => {
    const told = JSON.stringify(all).match(/[\w-]+\.[\w-]+\.svc\b|"namespace":"[\w-]+"/g) ?? [];
    expect(told.length).toBeGreaterThan(40);
    expect(told.filter((one) => !/\.annat\.svc$|:"annat"$/.test(one))).toEqual([]);
  });
});

describe('dev with all workers in one process', () => {
  const all = builtWith('dev', 'workers-together');

  it.each([...RULES, ...FURTHER.dev])('$name', ({ mistakes }) => {
    expect(mistakes(all)).toEqual([]);
  });

  it('has one Deployment for them, with the settings of each, and none of theirs', () => {
    const deployments = all.filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(
      ['aggregator', 'ingress', 'portal', 'probe', 'simulator', 'workers'].map((name) => `ssbtek-${name}`),
    );
    const text = JSON.stringify(deployments.at(-1));
    for (const { descriptor } of BASTJANSTER)
      expect(text).toContain(`ssbtek-worker-${descriptor.kod}-settings-`);
  });
});

const PROD = builtWith('prod', ['autoscaling', 'expose-gateway-tls']);
const DEV = built('k8s/overlays/dev');
const NOTHING = { apiVersion: '', kind: '', metadata: { name: '' } };

const POD = 'spec/template/spec';
const CONTAINER = `${POD}/containers/0`;
const JOB = 'spec/jobTemplate/spec/template/spec';
const INGRESS = 'Deployment/ssbtek-ingress';
const CSN = 'Deployment/ssbtek-worker-csn';
const AGENCY = 'NetworkPolicy/ssbtek-worker-csn-to-agency';
const KAFKA_CONFIG = nameOf(
  DEV.find(({ metadata }) => metadata.name.startsWith('ssbtek-kafka-config-')) ?? NOTHING,
);
const SHARED = nameOf(PROD.find(({ metadata }) => metadata.name.startsWith('ssbtek-settings-')) ?? NOTHING);
const everywhere = [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'TCP', port: 443 }] }];
const somewhere = [{ ipBlock: { cidr: '203.0.113.64/28' } }];
const service = (selector: object, targetPort: string) => ({ selector, ports: [{ port: 443, targetPort }] });
const twice = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'ssbtek-ingress', namespace: 'ssbtek' },
};

/** By the name of the rule that must see it. */
const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'an image has a version that does not move': [
    { in: INGRESS, at: `${CONTAINER}/image`, is: 'ssbtek-mesh' },
    { in: INGRESS, at: `${CONTAINER}/image`, is: 'registry.example:5000/ssbtek-mesh' },
    { in: INGRESS, at: `${CONTAINER}/image`, is: 'ssbtek-mesh:latest' },
  ],
  'memory is limited to what is requested, CPU is requested and not limited': [
    { in: CSN, at: `${CONTAINER}/resources/limits/memory`, is: '1Gi' },
    { in: CSN, at: `${CONTAINER}/resources/requests`, is: {} },
    { in: CSN, at: `${CONTAINER}/resources/limits/cpu`, is: '1' },
    { in: CSN, at: `${CONTAINER}/resources` },
  ],
  'the kubelet asks for startup, readiness and life at the management port': [
    { in: CSN, at: `${CONTAINER}/startupProbe` },
    { in: CSN, at: `${CONTAINER}/livenessProbe/httpGet/path`, is: '/health/ready' },
    { in: INGRESS, at: `${CONTAINER}/readinessProbe/httpGet/port`, is: 'soap' },
    { in: INGRESS, at: `${CONTAINER}/ports/1/name`, is: 'metrics' },
  ],
  'a rollout takes no replica away before another is ready': [
    { in: CSN, at: 'spec/strategy/rollingUpdate/maxUnavailable', is: 1 },
    { in: CSN, at: 'spec/strategy', is: { type: 'Recreate' } },
    { in: CSN, at: 'spec/minReadySeconds' },
  ],
  'one disruption budget per workload, for its pods and no others': [
    { in: 'PodDisruptionBudget/ssbtek-worker-csn', at: '' },
    { in: 'PodDisruptionBudget/ssbtek-worker-csn', at: 'spec/maxUnavailable', is: 0 },
    { in: 'PodDisruptionBudget/ssbtek-worker-csn', at: 'spec/selector/matchLabels/ssbtek.se~1agency' },
    { in: 'PodDisruptionBudget/ssbtek-worker-csn', at: 'spec/selector/matchLabels', is: { app: 'csn' } },
  ],
  'replicas are spread over nodes and zones': [
    { in: CSN, at: `${POD}/topologySpreadConstraints`, is: [] },
    { in: CSN, at: `${POD}/topologySpreadConstraints/0/labelSelector/matchLabels/app`, is: 'csn' },
  ],
  'a selector finds the pods of its own workload only': [
    { in: CSN, at: 'spec/selector/matchLabels', is: { 'app.kubernetes.io/component': 'worker' } },
    { in: CSN, at: 'spec/template/metadata/labels/app.kubernetes.io~1component', is: 'werker' },
  ],
  'a service leads to a port of one workload': [
    {
      in: 'Service/ssbtek-ingress',
      at: 'spec',
      is: service({ 'app.kubernetes.io/component': 'ingress' }, 'http'),
    },
    { in: 'Service/ssbtek-ingress', at: 'spec', is: service({ 'app.kubernetes.io/name': 'ssbtek' }, 'soap') },
  ],
  'pods keep to the restricted profile, with a root that cannot be written': [
    { in: CSN, at: `${CONTAINER}/securityContext/readOnlyRootFilesystem`, is: false },
    { in: CSN, at: `${CONTAINER}/securityContext/capabilities/add`, is: ['NET_ADMIN'] },
    { in: CSN, at: `${CONTAINER}/securityContext` },
    { in: CSN, at: `${POD}/securityContext/runAsUser`, is: 0 },
    { in: CSN, at: `${POD}/securityContext/seccompProfile` },
    { in: CSN, at: `${POD}/hostNetwork`, is: true },
    { in: CSN, at: `${POD}/volumes/0`, is: { name: 'payload-keys', hostPath: { path: '/' } } },
    { in: CSN, at: `${POD}/initContainers`, is: [{ name: 'init', image: 'busybox:1' }] },
    { in: 'CronJob/ssbtek-audit-verify', at: `${JOB}/securityContext` },
  ],
  'the namespace enforces the restricted profile': [
    {
      in: 'Namespace/ssbtek',
      at: 'metadata/labels/pod-security.kubernetes.io~1enforce',
      is: 'baseline',
    },
    { in: 'Namespace/ssbtek', at: 'metadata/labels', is: {} },
  ],
  'everything is in the one namespace': [{ in: CSN, at: 'metadata/namespace', is: 'default' }],
  'no two objects have one name': [{ in: 'ServiceAccount/ssbtek-ingress', at: '', is: twice }],
  'each workload has an account of its own, and no token of it': [
    { in: CSN, at: `${POD}/serviceAccountName`, is: 'ssbtek-worker-af' },
    { in: CSN, at: `${POD}/serviceAccountName` },
    { in: CSN, at: `${POD}/automountServiceAccountToken` },
    { in: 'ServiceAccount/ssbtek-worker-csn', at: 'automountServiceAccountToken', is: true },
    { in: 'ServiceAccount/ssbtek-worker-csn', at: '' },
  ],
  'every setting is one that the process knows, and given once': [
    { in: CSN, at: `${CONTAINER}/env/0/name`, is: 'SSBTEK_DRAIN_MS' },
    { in: CSN, at: `${CONTAINER}/env/1/name`, is: 'SSBTEK_HOST' },
    { in: CSN, at: `${CONTAINER}/name`, is: 'worker' },
    { in: SHARED, at: 'data/SSBTEK_LOG_LEVELS', is: 'info' },
  ],
  'a process listens to others and leaves its memory to its launcher': [
    { in: CSN, at: `${CONTAINER}/env`, is: [] },
    { in: CSN, at: `${CONTAINER}/env`, is: [{ name: 'SSBTEK_HOST', value: '127.0.0.1' }] },
    {
      in: CSN,
      at: `${CONTAINER}/env`,
      is: [
        { name: 'SSBTEK_HOST', value: '0.0.0.0' },
        { name: 'NODE_OPTIONS', value: '--max-semi-space-size=64' },
      ],
    },
  ],
  'ports are the ones that the process is told': [
    { in: INGRESS, at: `${CONTAINER}/ports/0/containerPort`, is: 80 },
  ],
  'Kubernetes adds no variables that read like settings': [{ in: CSN, at: `${POD}/enableServiceLinks` }],
  'a stop has time for the drain and the whole deadline, and is killed later': [
    { in: CSN, at: `${POD}/terminationGracePeriodSeconds`, is: 28 },
    { in: CSN, at: `${POD}/terminationGracePeriodSeconds` },
    { in: INGRESS, at: `${CONTAINER}/env`, is: [{ name: 'SSBTEK_STOP_TIMEOUT_MS', value: '26000' }] },
    {
      in: INGRESS,
      at: `${CONTAINER}/env`,
      is: [
        { name: 'SSBTEK_STOP_TIMEOUT_MS', value: '30000' },
        { name: 'SSBTEK_DRAIN_MS', value: '10000' },
      ],
    },
  ],
  'every file of a setting is mounted, and every file that is mounted is used': [
    { in: CSN, at: `${CONTAINER}/volumeMounts/0/mountPath`, is: '/etc/elsewhere' },
    { in: CSN, at: `${CONTAINER}/volumeMounts`, is: [] },
    { in: CSN, at: `${POD}/volumes/0/name`, is: 'other' },
    { in: CSN, at: `${CONTAINER}/env`, is: [] },
  ],
  'what is referred to is there, or is made by an operator or the installer': [
    { in: 'KafkaUser/ssbtek-worker-csn', at: '' },
    { in: 'Certificate/ssbtek-ingress-tls', at: '' },
    { in: 'ConfigMap/ssbtek-parties', at: '' },
    { in: CSN, at: `${CONTAINER}/envFrom/1/configMapRef/name`, is: 'ssbtek-worker-csn-settings' },
  ],
  'a change of settings rolls the pods': [
    { in: CSN, at: `${CONTAINER}/envFrom/0/configMapRef/name`, is: 'ssbtek-settings' },
  ],
  'what is not allowed is denied': [
    { in: 'NetworkPolicy/ssbtek-default-deny', at: '' },
    { in: 'NetworkPolicy/ssbtek-default-deny', at: 'spec/policyTypes', is: ['Ingress'] },
    { in: 'NetworkPolicy/ssbtek-default-deny', at: 'spec/egress', is: [{}] },
  ],
  'a process of the mesh reaches Kafka, DNS and, as a worker, its own agency; the probe DNS and the ingress: nothing else':
    [
      { in: AGENCY, at: '' },
      { in: AGENCY, at: 'spec/egress', is: everywhere },
      { in: AGENCY, at: 'spec/egress/0/to' },
      { in: AGENCY, at: 'spec/egress/0/ports' },
      { in: 'NetworkPolicy/ssbtek-mesh-to-kafka', at: 'spec/egress/0/to/0/podSelector', is: {} },
      { in: 'NetworkPolicy/ssbtek-mesh-to-kafka', at: 'spec/egress/0/to', is: somewhere },
      { in: 'NetworkPolicy/ssbtek-mesh-to-dns', at: '' },
      { in: 'NetworkPolicy/ssbtek-probe', at: '' },
      { in: 'NetworkPolicy/ssbtek-probe', at: 'spec/egress/1/to', is: everywhere },
      { in: 'NetworkPolicy/ssbtek-probe', at: 'spec/egress/1/to', is: somewhere },
    ],
  "an agency's addresses are open to its own worker only": [
    { in: AGENCY, at: 'spec/podSelector/matchLabels/ssbtek.se~1agency', is: 'af' },
    { in: AGENCY, at: 'spec/podSelector', is: {} },
    { in: 'NetworkPolicy/ssbtek-mesh-to-kafka', at: 'spec/egress/0/to', is: somewhere },
    { in: 'NetworkPolicy/ssbtek-probe', at: 'spec/egress/1/to', is: somewhere },
  ],
  'only the ingress, the portal and what stands for agencies is asked by others': [
    { in: 'NetworkPolicy/ssbtek-ingress', at: '' },
    { in: 'NetworkPolicy/ssbtek-ingress', at: 'spec/podSelector', is: {} },
    { in: 'NetworkPolicy/ssbtek-scrape', at: 'spec/ingress/0/from' },
  ],
  "a user may do what the topics' readers and writers say, and no more": [
    { in: 'KafkaUser/ssbtek-worker-csn', at: 'spec/authorization/acls/0/operations', is: ['All'] },
    { in: 'KafkaUser/ssbtek-worker-csn', at: 'spec/authorization/acls/0/resource/patternType', is: 'prefix' },
    { in: 'KafkaUser/ssbtek-worker-csn', at: 'spec/authorization/acls', is: [] },
    { in: 'KafkaUser/ssbtek-keda', at: 'spec/authorization/acls/0/operations', is: ['Describe', 'Read'] },
    { in: 'KafkaUser/ssbtek-keda', at: 'spec/authorization/acls/1/resource/name', is: 'ssbtek-worker-other' },
  ],
  'who uses the cluster is a user of it and shows a certificate': [
    { in: 'KafkaUser/ssbtek-worker-csn', at: 'spec/authentication/type', is: 'scram-sha-512' },
    { in: 'KafkaUser/ssbtek-worker-csn', at: '' },
    { in: CSN, at: `${CONTAINER}/env`, is: [] },
  ],
  'who verifies the audit trail has its keys, and is a user that may read it': [
    {
      in: 'CronJob/ssbtek-audit-verify',
      at: `${JOB}/volumes/0/projected/sources/0/secret/name`,
      is: 'other',
    },
    {
      in: 'CronJob/ssbtek-audit-verify',
      at: `${JOB}/volumes/1/projected/sources/1/secret/name`,
      is: 'ssbtek-ingress',
    },
    { in: 'KafkaUser/ssbtek-audit', at: '' },
  ],
  'every listener asks for a certificate, and what no ACL allows is denied': [
    { in: 'Kafka/ssbtek', at: 'spec/kafka/listeners/0/authentication' },
    { in: 'Kafka/ssbtek', at: 'spec/kafka/authorization' },
    { in: 'Kafka/ssbtek', at: 'spec/kafka/authorization/superUsers', is: ['CN=ssbtek-ingress'] },
  ],
  'topics are the ones of the mesh, with all of their settings, on three brokers': [
    { in: 'KafkaTopic/ssbtek.inquiry.v1', at: '' },
    { in: 'KafkaTopic/ssbtek.inquiry.v1', at: 'spec/config/retention.ms', is: '604800000' },
    { in: 'KafkaTopic/ssbtek.inquiry.v1', at: 'spec/partitions', is: 6 },
  ],
  'Kafka of one node is what tests run over': [
    { in: 'StatefulSet/ssbtek-kafka', at: `${CONTAINER}/image`, is: 'apache/kafka:3.9.0' },
    { in: 'StatefulSet/ssbtek-kafka', at: `${POD}/initContainers/0/image`, is: 'apache/kafka:3.9.0' },
    { in: KAFKA_CONFIG, at: 'data/server.properties', is: 'auto.create.topics.enable=true\n' },
    { in: KAFKA_CONFIG, at: 'data/log4j2.properties' },
  ],
  'what belongs to the cluster says so': [
    { in: 'KafkaTopic/ssbtek.inquiry.v1', at: 'metadata/labels/strimzi.io~1cluster', is: 'mesh' },
    { in: 'KafkaNodePool/broker', at: 'metadata/labels' },
  ],
  'processes make topics where no operator does': [
    {
      in: CSN,
      at: `${CONTAINER}/env`,
      is: [{ name: 'SSBTEK_KAFKA_ENSURE_TOPICS', value: 'true' }],
    },
  ],
  'every worker is scaled, by the lag of its own group and within the partitions': [
    { in: 'ScaledObject/ssbtek-worker-csn', at: '' },
    { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/minReplicaCount', is: 0 },
    { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/triggers/0/metadata/lagThreshold', is: '25' },
    { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/maxReplicaCount', is: 100 },
    {
      in: 'ScaledObject/ssbtek-worker-csn',
      at: 'spec/triggers/0/metadata/consumerGroup',
      is: 'ssbtek-worker-af',
    },
    {
      in: 'ScaledObject/ssbtek-worker-csn',
      at: 'spec/triggers/0/metadata/bootstrapServers',
      is: 'ssbtek-kafka-bootstrap:9093',
    },
  ],
  'nobody else counts the replicas of what is scaled': [{ in: CSN, at: 'spec/replicas', is: 2 }],
  'what is scaled by load is there, once, and has a partition for each replica': [
    { in: 'HorizontalPodAutoscaler/ssbtek-ingress', at: 'spec/scaleTargetRef/name', is: 'ssbtek-igress' },
    { in: 'HorizontalPodAutoscaler/ssbtek-ingress', at: 'spec/scaleTargetRef/name', is: 'ssbtek-worker-csn' },
    { in: 'HorizontalPodAutoscaler/ssbtek-ingress', at: 'spec/minReplicas', is: 1 },
    { in: 'HorizontalPodAutoscaler/ssbtek-aggregator', at: 'spec/maxReplicas', is: 20 },
  ],
  'KEDA looks several times within the time of one question, and is let in': [
    { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/pollingInterval' },
    { in: 'TriggerAuthentication/ssbtek-keda', at: '' },
  ],
  'Kafka stays the version that it is, and Prometheus reads its brokers and what they know of groups': [
    { in: 'Kafka/ssbtek', at: 'spec/kafka/version' },
    { in: 'Kafka/ssbtek', at: 'spec/kafka/metadataVersion' },
    { in: 'Kafka/ssbtek', at: 'spec/kafka/metricsConfig' },
    { in: 'Kafka/ssbtek', at: 'spec/kafkaExporter' },
    { in: 'PodMonitor/ssbtek-kafka', at: '' },
    {
      in: 'PodMonitor/ssbtek-kafka',
      at: 'spec/podMetricsEndpoints/0/relabelings/0/replacement',
      is: 'theirs',
    },
    { in: 'NetworkPolicy/ssbtek-scrape-kafka', at: '' },
  ],
  'Prometheus reads every process': [
    { in: 'PodMonitor/ssbtek', at: 'spec/podMetricsEndpoints/0/port', is: 'metrics' },
    { in: 'PodMonitor/ssbtek', at: 'spec/selector/matchLabels', is: { app: 'ssbtek' } },
  ],
  'a certificate has an issuer and a name that callers know': [
    { in: 'Certificate/ssbtek-ingress-tls', at: 'spec/dnsNames', is: [] },
    { in: 'Issuer/ssbtek-client', at: '' },
  ],
  'nothing is written that the API server writes otherwise': [
    { in: CSN, at: `${CONTAINER}/resources/requests/cpu`, is: '1000m' },
    { in: CSN, at: `${CONTAINER}/resources/requests/cpu`, is: '0.1' },
    { in: CSN, at: `${CONTAINER}/resources/limits/memory`, is: '1024Mi' },
    { in: CSN, at: `${CONTAINER}/resources/limits/memory`, is: '1e9' },
    { in: CSN, at: `${CONTAINER}/env/0/value`, is: '' },
    { in: CSN, at: `${POD}/hostAliases`, is: [] },
    { in: CSN, at: `${POD}/hostNetwork`, is: false },
    { in: 'NetworkPolicy/ssbtek-default-deny', at: 'spec/egress', is: [] },
    { in: 'Certificate/ssbtek-ingress-tls', at: 'spec/duration', is: '2160h' },
    { in: INGRESS, at: 'metadata/creationTimestamp', is: null },
  ],
  'nothing that lists are merged by is missing or there twice': [
    { in: CSN, at: `${CONTAINER}/env/1/name`, is: 'SSBTEK_HOST' },
    { in: CSN, at: `${CONTAINER}/ports/0/protocol` },
    { in: CSN, at: `${CONTAINER}/volumeMounts/0/mountPath`, is: '/etc/ssbtek/kafka' },
    { in: 'Service/ssbtek-ingress', at: 'spec/ports/0/protocol' },
  ],
  'a way from outside leads to a port of a service that is there': [
    { in: 'TLSRoute/ssbtek-ingress', at: 'spec/rules/0/backendRefs/0/port', is: 8080 },
    { in: 'Service/ssbtek-ingress', at: '' },
  ],
  'who ends TLS is who is asked to know callers': [
    { in: 'TLSRoute/ssbtek-ingress', at: 'kind', is: 'HTTPRoute' },
    { in: INGRESS, at: `${CONTAINER}/env`, is: [] },
  ],
  'callers see a certificate for the name that they come by': [
    { in: 'TLSRoute/ssbtek-ingress', at: 'spec/hostnames/0', is: 'other.example' },
    { in: 'Certificate/ssbtek-ingress-tls', at: '' },
  ],
  'a route has a gateway that takes it': [
    { in: 'Gateway/ssbtek-ingress', at: '' },
    { in: 'Gateway/ssbtek-ingress', at: 'spec/listeners/0/hostname', is: 'other.example' },
    { in: 'TLSRoute/ssbtek-ingress', at: 'spec/parentRefs/0/name', is: 'other' },
  ],
  'nothing secret is in the manifests': [{ in: 'ConfigMap/ssbtek-parties', at: 'kind', is: 'Secret' }],
  'an image is named by its digest': [{ in: CSN, at: `${CONTAINER}/image`, is: 'ssbtek-mesh:1.2.3' }],
  'no simulator answers for an agency': [
    { in: 'ServiceAccount/ssbtek-ingress', at: 'metadata/name', is: 'ssbtek-simulator' },
  ],
  'no operator is needed': [{ in: CSN, at: 'apiVersion', is: 'apps.openshift.io/v1' }],
};

describe('a mistake is seen by its rule', () => {
  const rules = [...RULES, ...PRODUCTION_RULES, ...BARE_RULES];

  it('there is one for each rule, and no rule twice', () => {
    expect(Object.keys(MISTAKES).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  const cases = Object.entries(MISTAKES).flatMap(([name, list]) =>
    list.map((mistake) => [name, `${mistake.in} ${mistake.at}`, mistake] as const),
  );
  it.each(cases)('%s: %s', (name, _, mistake) => {
    const [rule] = rules.filter((one) => one.name === name);
    const all = PROD.some((one) => nameOf(one) === mistake.in) ? PROD : DEV;
    expect(rule?.mistakes(withMistake(all, mistake)).length).toBeGreaterThan(
      rule?.mistakes(all).length ?? Infinity,
    );
  });

  it('the probe goes to the proxy that callers come through, and not past it', () => {
    const all = builtWith('prod', 'expose-gateway-http', withoutLoadBalancer);
    const ingress = { matchLabels: { 'app.kubernetes.io/component': 'ingress' } };
    const past = { in: 'NetworkPolicy/ssbtek-probe', at: 'spec/egress/1/to', is: [{ podSelector: ingress }] };
    const said = RULES.flatMap(({ mistakes }) => mistakes(withMistake(all, past)));
    expect(said).toEqual(['Deployment/ssbtek-probe: reaches dns, the ingress past its proxy.']);
  });

  it('has the object in it, or there would be no mistake', () => {
    expect(() => withMistake(PROD, { in: 'Deployment/other', at: '' })).toThrow(/not there/);
    expect(PROD.map(nameOf)).toContain(INGRESS);
  });
});
