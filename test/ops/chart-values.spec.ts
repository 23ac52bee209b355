import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KODER } from '@ssbtek/bastjanst-registry';
import { nameOf, ofMesh, running, type Manifest as Ruled, type PodSpec } from '../manifests/manifest';
import { RULES } from '../manifests/rules';
import { builtWith } from '../support/manifests';
import { kubeconform } from './manifests/tools';
import { differences } from './support/compare';
import { helmTemplate, merged, valuesOf, type Values } from './support/helm';
import { CHART, charted, type Manifest } from './support/objects';

const valuesFor = (...names: readonly string[]): Values =>
  valuesOf(...names.map((name) => join(CHART, `values-${name}.yaml`)));
const TOGETHER: Values = { workersTogether: { enabled: true } };
const made = async (values: Values, ...names: readonly string[]): Promise<readonly Ruled[]> =>
  charted(merged(valuesFor(...names), values), 'ssbtek');

type Running = ReturnType<typeof running>[number];
const pods = (all: readonly Ruled[]) => ofMesh(all).map((one) => [nameOf(one), one.spec.template] as const);

/** The group of values that a workload's own are in, as a path. */
const groupOf = (name: string): readonly string[] => {
  const kod = /^ssbtek-worker-(\w+)$/.exec(name)?.[1];
  if (kod !== undefined) return ['agencies', kod];
  return [name === 'ssbtek-workers' ? 'workersTogether' : name.replace('ssbtek-', '')];
};
const nested = (path: readonly string[], value: unknown): Values =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Values;

const SPREAD = { maxSkew: 2, topologyKey: 'example.com/rack', whenUnsatisfiable: 'DoNotSchedule' };
const VOLUME = { name: 'more', emptyDir: {} };
const SIDECAR = { name: 'beside', image: 'registry.example/beside:1.2.3' };

/** What is given, and where it must be in a pod. */
const GIVEN: readonly (readonly [
  key: string,
  value: unknown,
  seen: (pod: Running['spec']['template']) => unknown,
])[] = [
  [
    'podAnnotations',
    { 'example.com/team': 'x' },
    ({ metadata }) => metadata.annotations?.['example.com/team'],
  ],
  ['podLabels', { 'example.com/team': 'x' }, ({ metadata }) => metadata.labels?.['example.com/team']],
  ['nodeSelector', { disk: 'ssd' }, ({ spec }) => spec['nodeSelector']],
  ['tolerations', [{ key: 'a', operator: 'Exists' }], ({ spec }) => spec['tolerations']],
  ['affinity', { nodeAffinity: {} }, ({ spec }) => spec['affinity']],
  ['topologySpreadConstraints', [SPREAD], ({ spec }) => spec.topologySpreadConstraints?.[0]?.topologyKey],
  ['priorityClassName', 'high', ({ spec }) => spec['priorityClassName']],
  ['runtimeClassName', 'gvisor', ({ spec }) => spec['runtimeClassName']],
  ['schedulerName', 'other', ({ spec }) => spec['schedulerName']],
  ['terminationGracePeriodSeconds', 600, ({ spec }) => spec.terminationGracePeriodSeconds],
  ['hostAliases', [{ ip: '192.0.2.1', hostnames: ['a'] }], ({ spec }) => spec['hostAliases']],
  ['extraEnv', [{ name: 'MORE', value: 'x' }], ({ spec }) => spec.containers[0]?.env?.at(-1)],
  ['extraEnvFrom', [{ configMapRef: { name: 'more' } }], ({ spec }) => spec.containers[0]?.envFrom?.at(-1)],
  ['extraVolumes', [VOLUME], ({ spec }) => spec.volumes?.at(-1)],
  [
    'extraVolumeMounts',
    [{ name: 'more', mountPath: '/m' }],
    ({ spec }) => spec.containers[0]?.volumeMounts?.at(-1),
  ],
  ['extraContainers', [SIDECAR], ({ spec }) => spec.containers.at(-1)],
  ['initContainers', [SIDECAR], ({ spec }) => spec.initContainers?.[0]],
];
const wanted = (key: string, value: unknown): unknown => {
  if (key === 'podAnnotations' || key === 'podLabels') return 'x';
  if (key === 'topologySpreadConstraints') return SPREAD.topologyKey;
  return Array.isArray(value) && /^(?:extra|init)/.test(key) ? value[0] : value;
};

const ALL_GIVEN: Values = Object.fromEntries(GIVEN.map(([key, value]) => [key, value]));

describe.each<[string, Values]>([
  ['each worker for itself', {}],
  ['all workers in one process', TOGETHER],
])('with %s', (_, more) => {
  const names = async () => pods(await made(more, 'dev')).map(([name]) => name.replace('Deployment/', ''));
  const found = async (values: Values) =>
    pods(await made(merged(more, values), 'dev')).flatMap(([name, pod]) =>
      GIVEN.map(([key, value, seen]) => {
        const there = isDeepStrictEqual(seen(pod), wanted(key, value));
        return `${name.replace('Deployment/', '')} ${there ? 'has' : 'lacks'} ${key}`;
      }),
    );
  const lines = (all: readonly string[], holds: (name: string) => boolean): readonly string[] =>
    all.flatMap((name) => GIVEN.map(([key]) => `${name} ${holds(name) ? 'has' : 'lacks'} ${key}`));

  it('every workload has what all are given', async () => {
    const all = await names();
    expect(all.length).toBeGreaterThan(4);
    expect(await found(ALL_GIVEN)).toEqual(lines(all, () => true));
  });

  it('every workload can have it for itself', async () => {
    const all = await names();
    const given = all.map((name) => nested(groupOf(name), ALL_GIVEN)).reduce(merged, {});
    expect(await found(given)).toEqual(lines(all, () => true));
  });

  it('and then no other one has it', async () => {
    const all = await names();
    const [first = ''] = all;
    expect(await found(nested(groupOf(first), ALL_GIVEN))).toEqual(lines(all, (name) => name === first));
  });
});

it('all of them at once are taken by the schemas', async () => {
  const all = await made(ALL_GIVEN, 'dev');
  expect(await kubeconform(all)).toEqual([]);
});

describe('names', () => {
  it.each(['dev', 'prod'])('another name is the same installation of %s', async (overlay) => {
    const values = valuesFor(overlay);
    const before = await charted(values, 'ssbtek');
    const after = await charted(merged(values, { fullnameOverride: 'annat' }), 'ssbtek');
    // What has its name from values, and what is Kafka's, stays.
    const kept =
      /ssbtek-(?=(?:(?:payload|audit)-keys|mesh(?=[:@])|caller-ca|parties|(?:ingress|probe)-tls|server|client)(?![\w]))|(?<=(?:consumerGroup":|commonName":)")ssbtek-(?!(?:worker-\w+|probe)","(?:subject|usages))|(?<="name":"group","matchType":"=~?","value":")ssbtek-/g;
    const renamed = (one: Manifest): Manifest => {
      const text = JSON.stringify(one)
        .replaceAll(kept, 'ssbtek~')
        .replaceAll(/"name":"ssbtek-[\w.-]+","patternType"/g, (acl) => acl.replace('ssbtek-', 'ssbtek~'));
      const named = /^(?:PrometheusRule|ConfigMap ssbtek-dashboard)/.test(`${one.kind} ${one.metadata.name}`)
        ? text.replace(/"name":"ssbtek-/, '"name":"annat-').replaceAll('ssbtek-.+', 'annat-.+')
        : text
            .replaceAll('ssbtek-', 'annat-')
            .replaceAll('"strimzi.io/cluster":"ssbtek"', '"strimzi.io/cluster":"annat"')
            .replace(/("metadata":\{"name":)"ssbtek"/, '$1"annat"');
      return JSON.parse(named.replaceAll('ssbtek~', 'ssbtek-')) as Manifest;
    };
    expect(differences(before.map(renamed), after)).toEqual([]);
  });

  it('another label is on everything, and what selects it', async () => {
    const all = await charted(merged(valuesFor('prod'), { nameOverride: 'annat' }), 'ssbtek');
    expect(JSON.stringify(all)).not.toContain('"app.kubernetes.io/name":"ssbtek"');
  });

  it('common labels are on every object and pod, and select nothing', async () => {
    const labels = { 'example.com/cost-centre': '4711' };
    for (const overlay of ['dev', 'prod']) {
      const all = await charted(merged(valuesFor(overlay), { commonLabels: labels }), 'ssbtek');
      for (const one of all)
        expect([one.kind, one.metadata.name, one.metadata['labels']]).toMatchObject([
          one.kind,
          one.metadata.name,
          labels,
        ]);
      for (const { spec } of running(all)) expect(spec.template.metadata.labels).toMatchObject(labels);
      expect(JSON.stringify(all.map(({ spec }) => (spec as Values | undefined)?.['selector']))).not.toContain(
        '4711',
      );
    }
  });

  it.each(['dev', 'test', 'prod'])('a namespace of its own is the only one in %s', async (overlay) => {
    const all = await charted(merged(valuesFor(overlay), { namespaceOverride: 'annat' }), 'first');
    for (const { kind, metadata } of all)
      expect([kind, metadata.name, metadata.namespace]).toContain('annat');
    expect(JSON.stringify(all)).not.toMatch(/\bfirst\b|\.ssbtek(?:-test|-dev)?\.svc/);
  });
});

describe('how pods are run', () => {
  it('is what somebody says, of all of them', async () => {
    const values = {
      hostUsers: false,
      minReadySeconds: 7,
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['192.0.2.53'] },
      revisionHistoryLimit: 3,
      deploymentStrategy: { type: 'Recreate', rollingUpdate: null },
      readinessProbe: { periodSeconds: 6, successThreshold: 1 },
      deploymentAnnotations: { 'example.com/owner': 'x' },
    };
    const all = await made(values, 'dev');
    for (const one of ofMesh(all)) {
      const { template, ...spec } = one.spec;
      expect(one.metadata).toMatchObject({ annotations: values.deploymentAnnotations });
      expect(spec).toMatchObject({
        minReadySeconds: 7,
        revisionHistoryLimit: 3,
        strategy: { type: 'Recreate' },
      });
      expect(template.spec).toMatchObject({
        hostUsers: false,
        dnsPolicy: 'None',
        dnsConfig: values.dnsConfig,
      });
      expect(template.spec.containers[0]?.['readinessProbe']).toMatchObject({
        periodSeconds: 6,
        failureThreshold: 2,
        successThreshold: 1,
      });
    }
    expect(await kubeconform(all)).toEqual([]);
  });
});

describe('environment', () => {
  it('takes the place of what the chart sets, and stands there once', async () => {
    const all = await made({ extraEnv: [{ name: 'SSBTEK_STOP_TIMEOUT_MS', value: '99000' }] }, 'dev');
    for (const { spec } of ofMesh(all)) {
      const own = spec.template.spec.containers[0]?.env?.filter(
        ({ name }) => name === 'SSBTEK_STOP_TIMEOUT_MS',
      );
      expect(own).toEqual([{ name: 'SSBTEK_STOP_TIMEOUT_MS', value: '99000' }]);
    }
  });

  it('of one workload counts before that of all', async () => {
    const all = await made(
      { extraEnv: [{ name: 'A', value: '1' }], ingress: { extraEnv: [{ name: 'A', value: '2' }] } },
      'dev',
    );
    const value = (name: string) =>
      ofMesh(all)
        .find(({ metadata }) => metadata.name === name)
        ?.spec.template.spec.containers[0]?.env?.filter((one) => one.name === 'A')
        .map((one) => one.value);
    expect([value('ssbtek-ingress'), value('ssbtek-aggregator')]).toEqual([['2'], ['1']]);
  });
});

describe('images', () => {
  it('come from one registry, with its secrets, whoever makes them', async () => {
    const global = { imageRegistry: 'mirror.example', imagePullSecrets: [{ name: 'mirror' }] };
    const all = await made({ global }, 'dev');
    for (const { spec } of running(all)) {
      const { initContainers = [], containers, ...pod } = spec.template.spec;
      for (const { image } of [...initContainers, ...containers]) expect(image).toMatch(/^mirror\.example\//);
      expect(pod['imagePullSecrets']).toEqual([{ name: 'mirror' }]);
    }
    const strimzi = (await made({ global }, 'prod')).filter(({ kind }) => /^Kafka(NodePool)?$/.test(kind));
    expect(strimzi).toHaveLength(3);
    for (const one of strimzi)
      expect(JSON.stringify(one)).toContain('"imagePullSecrets":[{"name":"mirror"}]');
  });
});

describe('OpenShift', () => {
  it.each(['dev', 'prod'])('chooses the user of every pod of %s, and is asked for names', async (overlay) => {
    const all = await made({}, overlay, 'openshift');
    expect(JSON.stringify(all)).not.toMatch(/runAsUser|runAsGroup|fsGroup|kube-dns/);
    expect(JSON.stringify(all)).toContain('openshift-dns');
    const [security] = RULES.filter(({ name }) => name.includes('restricted profile, with a root'));
    expect(security?.mistakes(all)).toEqual([]);
    expect(await kubeconform(all)).toEqual([]);
  });
});

describe('load', () => {
  const SCALED: Values = {
    ingress: { autoscaling: { enabled: true } },
    aggregator: { autoscaling: { enabled: true } },
  };

  it('scales ingress and aggregator as kustomize’s component does', async () => {
    const objects = builtWith('prod', 'autoscaling') as unknown as readonly Manifest[];
    const chart = await charted(merged(valuesFor('prod'), SCALED), 'ssbtek');
    const ours = /^(?:Deployment ssbtek-(?:ingress|aggregator)|HorizontalPodAutoscaler )/;
    expect(differences(objects, chart).filter((line) => ours.test(line))).toEqual([]);
    expect(chart.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toHaveLength(2);
  });
});

describe('uninstalling', () => {
  const kept = async (values: Values): Promise<readonly string[]> =>
    (await made(values, 'prod'))
      .filter(({ metadata }) => JSON.stringify(metadata).includes('"helm.sh/resource-policy":"keep"'))
      .map(nameOf);

  it('leaves what the audit trail is in, unless it is told otherwise', async () => {
    expect([...(await kept({}))].sort()).toEqual([
      'Kafka/ssbtek',
      'KafkaNodePool/broker',
      'KafkaNodePool/controller',
      'KafkaTopic/ssbtek.audit.v1',
    ]);
    expect(await kept({ keepOnUninstall: false })).toEqual([]);
  });

  it('leaves the audit keys of trials, and not the others', async () => {
    const all = await made({}, 'dev');
    const secrets = all
      .filter(({ kind }) => kind === 'Secret')
      .map(({ metadata }) => [metadata.name, 'annotations' in metadata]);
    expect(secrets).toEqual([
      ['ssbtek-payload-keys', false],
      ['ssbtek-audit-keys', true],
    ]);
  });
});

describe('a service', () => {
  it('has what the load balancer of a cloud wants', async () => {
    const service = {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Local',
      labels: { 'example.com/zone': 'outer' },
      annotations: { 'example.com/scheme': 'internal' },
      clusterIP: '10.0.0.10',
      nodePort: 30443,
      healthCheckNodePort: 30444,
      allocateLoadBalancerNodePorts: false,
      loadBalancerClass: 'example.com/outer',
      loadBalancerIP: '192.0.2.20',
      loadBalancerSourceRanges: ['192.0.2.0/24'],
      externalIPs: ['192.0.2.21'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
      sessionAffinity: 'ClientIP',
      trafficDistribution: 'PreferClose',
      appProtocol: 'https',
    };
    const all = await made({ ingress: { service }, portal: { service } }, 'prod');
    for (const name of ['ssbtek-ingress', 'ssbtek-portal']) {
      const one = all.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
      const { labels, annotations, nodePort, appProtocol, ...spec } = service;
      expect(one).toMatchObject({ metadata: { labels, annotations }, spec });
      expect(one?.spec?.['ports']).toMatchObject([{ nodePort, appProtocol }]);
    }
    expect(await kubeconform(all)).toEqual([]);
  });
});

describe('an account', () => {
  it('has annotations of all and its own, or is somebody else’s', async () => {
    const accounts = { create: true, annotations: { 'example.com/role': 'all' } };
    const own = { annotations: { 'example.com/role': 'ingress' }, name: 'theirs' };
    const all = await made({ serviceAccount: accounts, ingress: { serviceAccount: own } }, 'dev');
    const found = all.filter(
      ({ kind, metadata }) => kind === 'ServiceAccount' && !metadata.name.includes('kafka'),
    );
    expect(found.map(({ metadata }) => metadata)).toContainEqual(
      expect.objectContaining({ name: 'theirs', annotations: own.annotations }),
    );
    expect(JSON.stringify(found).match(/"example.com\/role":"all"/g)).toHaveLength(found.length - 1);
    const account = ({ spec }: { spec: { template: { spec: PodSpec } } }) =>
      spec.template.spec.serviceAccountName;
    expect(ofMesh(all).map(account)).toContain('theirs');
    const none = await made({ serviceAccount: { create: false } }, 'dev');
    expect(none.filter(({ kind }) => kind === 'ServiceAccount').map(nameOf)).toEqual([
      'ServiceAccount/ssbtek-kafka',
    ]);
  });
});

describe('values that cannot work together', () => {
  const EXTERNAL = {
    kafka: { provider: 'external', brokers: 'kafka.example:9093', sasl: { enabled: true } },
    networkPolicies: { kafka: { to: [{ ipBlock: { cidr: '203.0.113.64/28' } }] } },
  };
  const PROXY = { callers: { tls: false, proxy: { enabled: true } } };
  it.each<[string, Values, RegExp]>([
    ['a login without a way', { ...EXTERNAL, keda: { enabled: false } }, /kafka\.sasl\.enabled/],
    [
      'an autoscaler that logs in by tokens',
      { ...EXTERNAL, settings: { SSBTEK_KAFKA_SASL_MECHANISM: 'OAUTHBEARER' } },
      /keda\.enabled: the chart does not log/,
    ],
    ['two who end TLS', { callers: { proxy: { enabled: true } } }, /callers\.proxy\.enabled/],
    ['a probe that knows no proxy', PROXY, /probe\.settings: where is the proxy/],
    [
      'a probe that the proxy is shut off from',
      merged(PROXY, { probe: { settings: { SSBTEK_PROBE_URL: 'https://ssbtek.example' } } }),
      /networkPolicies\.proxy\.to/,
    ],
    [
      'traces that go nowhere',
      { settings: { SSBTEK_TRACING: 'otlp', SSBTEK_TRACING_OTLP_URL: 'http://c:4318/v1/traces' } },
      /networkPolicies\.collector\.to/,
    ],
    ['more joins than partitions', { aggregator: { autoscaling: { maxReplicas: 13 } } }, /12 partitions/],
    [
      'fewer at most than at least',
      { ingress: { autoscaling: { minReplicas: 20 } } },
      /ingress\.autoscaling/,
    ],
  ])('%s', async (_, values, said) => {
    await expect(helmTemplate(CHART, merged(valuesFor('prod'), values))).rejects.toThrow(said);
  });
});

describe.each<[string, Values, string]>([
  ['PLAIN', {}, 'password'],
  ['SCRAM-SHA-512', {}, 'password'],
  ['OAUTHBEARER', {}, 'token'],
  [
    'OAUTHBEARER',
    { SSBTEK_KAFKA_SASL_TOKEN_URL: 'https://t.example', SSBTEK_KAFKA_SASL_CLIENT_ID: 'x' },
    'client-secret',
  ],
])('a login by %s %j', (mechanism, settings, key) => {
  it('has the file that it needs, everywhere', async () => {
    const all = await made(
      {
        kafka: {
          provider: 'external',
          brokers: 'kafka.example:9093',
          tls: { enabled: true, caSecret: '', clientCertificate: false },
          sasl: { enabled: true },
        },
        settings: { SSBTEK_KAFKA_SASL_MECHANISM: mechanism, ...settings },
        networkPolicies: { kafka: { to: [{ ipBlock: { cidr: '203.0.113.64/28' } }] } },
        keda: { enabled: mechanism !== 'OAUTHBEARER' },
      },
      'prod',
    );
    const talking = ofMesh(all).filter(({ metadata }) => metadata.name !== 'ssbtek-probe');
    expect(talking).toHaveLength(KODER.length + 3);
    for (const { metadata, spec } of talking) {
      const text = JSON.stringify(spec.template.spec);
      expect(text).toContain(`/etc/ssbtek/kafka-login/${key}`);
      expect(text).toContain(
        `{"secret":{"name":"${metadata.name}","items":[{"key":"${key}","path":"${key}"}]}}`,
      );
      expect(text).not.toContain('/etc/ssbtek/kafka/');
    }
    const scaled = all.filter(({ kind }) => kind === 'ScaledObject');
    for (const one of scaled)
      expect(JSON.stringify(one)).toContain(
        mechanism === 'PLAIN' ? '"sasl":"plaintext"' : '"sasl":"scram_sha512"',
      );
  });
});
