import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KODER } from '@ssbtek/bastjanst-registry';
import { nameOf, ofMesh, type Container, type Manifest as Ruled } from '../manifests/manifest';
import { BARE_RULES, PRODUCTION_RULES, RULES } from '../manifests/rules';
import { verified } from '../support/container';
import { builtWith } from '../support/manifests';
import { kubeconform } from './manifests/tools';
import { differences } from './support/compare';
import { helmLint, helmTemplate, HelmRefused, merged, valuesOf, type Values } from './support/helm';
import { CHART, charted, kustomized, OVERLAYS, type Manifest } from './support/objects';

/** What `--set-file` gives a value. */
const file = (path: string): string => readFileSync(join(OVERLAYS, path), 'utf8');

/** Values besides those of the file: as a person would give them with `--set-file`. */
const FILES: Readonly<Record<string, Values>> = {
  dev: {},
  test: { callers: { parties: file('test/parties.yaml') } },
  prod: {
    callers: { parties: file('prod/parties.yaml'), ca: file('prod/caller-ca.pem') },
    agencies: Object.fromEntries(KODER.map((kod) => [kod, { ca: file(`prod/agencies/${kod}/ca.pem`) }])),
  },
};

const valuesFor = (overlay: string): Values =>
  merged(valuesOf(join(CHART, `values-${overlay}.yaml`)), FILES[overlay] ?? {});

describe('the chart makes what kustomize makes', () => {
  it.each([
    ['dev', 'ssbtek-dev', 40],
    ['test', 'ssbtek-test', 60],
    ['prod', 'ssbtek', 60],
  ])('for %s', async (overlay, namespace, atLeast) => {
    const objects = kustomized(overlay);
    expect(objects.length).toBeGreaterThan(atLeast);
    expect(differences(objects, await charted(valuesFor(overlay), namespace))).toEqual([]);
  });

  it('for dev with all workers in one process', async () => {
    const objects = builtWith('dev', 'workers-together') as unknown as readonly Manifest[];
    const values = merged(valuesFor('dev'), { workersTogether: { enabled: true } });
    expect(differences(objects, await charted(values, 'ssbtek-dev'))).toEqual([]);
  });
});

const NOTHING = /$^/;
const LOAD_BALANCER = / {2}- .*\/expose-load-balancer\n/;
/** Callers see the certificate of what stands in front, not that of the ingress. */
const WITHOUT_OUR_NAME = / {2}- .*\/expose-load-balancer\n| {2}- name: ssbtek-probe-settings\n(?: {4}.*\n)+/g;
const NODE_LOCAL = [
  {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  },
  { ipBlock: { cidr: '169.254.20.10/32' } },
];

/** What somebody adds to an overlay, and the same with the chart: components and what is left out, values files and values. */
const VARIANTS: readonly (readonly [
  overlay: 'dev' | 'prod',
  components: readonly string[],
  without: RegExp,
  files: readonly string[],
  values: Values,
])[] = [
  [
    'prod',
    ['autoscaling'],
    NOTHING,
    [],
    {
      ingress: { autoscaling: { enabled: true } },
      aggregator: { autoscaling: { enabled: true } },
    },
  ],
  [
    'prod',
    ['kafka-external'],
    / {2}- .*\/kafka-strimzi\n|transformers:\n.*\n/g,
    [],
    {
      kafka: { provider: 'external', brokers: 'kafka.example:9093', tls: { enabled: true } },
      networkPolicies: { kafka: { to: [{ ipBlock: { cidr: '203.0.113.64/28' } }], port: 9093 } },
    },
  ],
  ['dev', ['openshift'], NOTHING, ['openshift'], {}],
  ['prod', ['openshift'], NOTHING, ['openshift'], {}],
  ['prod', ['dns-node-local'], NOTHING, [], { networkPolicies: { dns: { to: NODE_LOCAL } } }],
  ['prod', ['expose-ingress'], LOAD_BALANCER, ['expose-ingress'], {}],
  ['prod', ['expose-gateway-tls'], LOAD_BALANCER, ['gateway-tls'], {}],
  ['prod', ['expose-gateway-http'], WITHOUT_OUR_NAME, ['gateway-http'], {}],
];

describe.each(VARIANTS)('%s with %s', (overlay, components, without, files, values) => {
  const objects = builtWith(overlay, components, (text) => text.replace(without, ''));
  let all: readonly Ruled[] = [];
  beforeAll(async () => {
    const given = files.reduce(
      (under, name) => merged(under, valuesOf(join(CHART, `values-${name}.yaml`))),
      valuesFor(overlay),
    );
    const namespace = overlay === 'prod' ? 'ssbtek' : 'ssbtek-dev';
    all = await charted(merged(given, values), namespace);
  });

  it('is the same by the chart and by kustomize', () => {
    const of = (one: readonly Ruled[]) => one as unknown as readonly Manifest[];
    expect(differences(of(objects), of(all))).toEqual([]);
  });

  it('is as the schemas of Kubernetes, of the operators and of the Gateway API want it', async () => {
    expect(await kubeconform(objects)).toEqual([]);
    expect(await kubeconform(all)).toEqual([]);
  });

  it.each(['ingress', 'probe'])('is accepted by the %s, which is at the door', async (name) => {
    const [process] = ofMesh(all).filter((one) => nameOf(one) === `Deployment/ssbtek-${name}`);
    const spec = process?.spec.template.spec;
    const verdict = await verified(all, spec ?? { containers: [] }, spec?.containers[0] as Container);
    expect(verdict).toEqual({ code: 0, said: 'The configuration can be used.\n' });
  });
});

const TOGETHER: Values = { workersTogether: { enabled: true }, keda: { enabled: false } };
const FOREIGN_KAFKA: Values = {
  kafka: { provider: 'external', brokers: 'kafka.example:9092' },
  networkPolicies: { kafka: { to: [{ ipBlock: { cidr: '203.0.113.64/28' } }] } },
  keda: { enabled: false },
};

describe.each<[string, string, Values, typeof RULES]>([
  ['dev', 'dev', {}, BARE_RULES],
  ['test', 'test', {}, []],
  ['prod', 'prod', {}, PRODUCTION_RULES],
  ['test with all workers in one process', 'test', TOGETHER, []],
  ['prod with all workers in one process', 'prod', TOGETHER, PRODUCTION_RULES],
  ["prod with somebody else's Kafka", 'prod', FOREIGN_KAFKA, PRODUCTION_RULES],
])('what the chart makes for %s keeps the rules', (_, overlay, values, further) => {
  let all: readonly Ruled[] = [];
  beforeAll(async () => {
    // The namespace is the platform's to make, as kustomize's overlay has it.
    const [namespace] = kustomized(overlay).filter(({ kind }) => kind === 'Namespace');
    const made = await charted(merged(valuesFor(overlay), values), namespace?.metadata.name ?? '');
    all = [namespace, ...made] as unknown as readonly Ruled[];
  });

  it.each([...RULES, ...further])('$name', ({ mistakes }) => {
    expect(all.length).toBeGreaterThan(40);
    expect(mistakes(all)).toEqual([]);
  });

  it('and each process accepts what its container is given', async () => {
    const verdicts = ofMesh(all).map(async (one) => {
      const { spec } = one.spec.template;
      const [container] = spec.containers;
      const { code, said } = await verified(all, spec, container as Container);
      return `${nameOf(one)} ${code} ${said}`;
    });
    expect(verdicts.length).toBeGreaterThan(2);
    for (const verdict of await Promise.all(verdicts))
      expect(verdict).toMatch(/^Deployment\/ssbtek-[\w-]+ 0 The configuration can be used\.\n$/);
  });
});

const temporary = mkdtempSync(join(tmpdir(), 'ssbtek-chart-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The chart with a mistake in one of its files. */
function mistaken(path: string, before: string | RegExp, after: string): string {
  const copy = mkdtempSync(join(temporary, 'chart-'));
  cpSync(CHART, copy, { recursive: true });
  const text = readFileSync(join(copy, path), 'utf8');
  const changed = text.replace(before, after);
  expect(changed).not.toBe(text);
  writeFileSync(join(copy, path), changed);
  return copy;
}

describe('the comparison catches', () => {
  const wanted = kustomized('prod');
  const TEMPLATES = 'templates';
  it.each<[string, string, string | RegExp, string, RegExp]>([
    [
      'another port',
      'ingress.yaml',
      'containerPort: 8080',
      'containerPort: 8081',
      /Deployment ssbtek-ingress/,
    ],
    [
      'a wrong condition',
      'keda.yaml',
      'if .Values.keda.enabled',
      'if .Values.monitoring.enabledd',
      /ScaledObject/,
    ],
    [
      'a missing object',
      'aggregator.yaml',
      '---\n{{ include "ssbtek.workload.disruptionBudget" $aggregator }}\n',
      '',
      /not in the chart/,
    ],
    ['another object', 'settings.yaml', '}}-settings', '}}-setting', /not in kustomize/],
    [
      'a missing variable',
      '_pod.tpl',
      '- name: SSBTEK_KAFKA_TLS\n  value: "on"\n',
      '',
      /Deployment ssbtek-worker-af/,
    ],
    ['a missing mount', 'workers.yaml', /.*mount\.kafka".*\n/, '', /worker-miv/],
    ['a wider policy', '_helpers.tpl', 'port: {{ . }}', 'port: 54', /NetworkPolicy ssbtek-mesh-to-dns/],
    ['more permissions', 'kafka-strimzi-users.yaml', '[Read,', '[Read, Alter,', /KafkaUser/],
    [
      'text that is more than text',
      '_pod.tpl',
      'value: "on"',
      'value: on',
      /Deployment ssbtek-ingress: "value": "on"/,
    ],
    [
      'another secret',
      '_pod.tpl',
      '.Values.keys.payloadSecret',
      '.Values.callers.certificateSecret',
      /worker-/,
    ],
    ['a shorter grace period', '_pod.tpl', '4999', '3999', /worker-af: .*terminationGracePeriodSeconds/],
    [
      'two objects of one name',
      'aggregator.yaml',
      /$/,
      '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ssbtek-aggregator-settings}\n',
      /twice/,
    ],
  ])('%s', async (_, file, before, after, said) => {
    const chart = mistaken(join(TEMPLATES, file), before, after);
    const found = await charted(valuesFor('prod'), 'ssbtek', chart);
    expect(differences(wanted, found).join('\n')).toMatch(said);
  });

  it('a wrong namespace', async () => {
    expect(differences(kustomized('dev'), await charted(valuesFor('dev'), 'other'))).not.toEqual([]);
  });
});

describe('Helm', () => {
  it.each(['dev', 'test', 'prod'])(
    'lints the chart with the values of %s without a word',
    async (overlay) => {
      expect(await helmLint(CHART, valuesFor(overlay))).toEqual([]);
    },
  );

  it('lints the chart by itself without a word', async () => {
    expect(await helmLint(CHART, {})).toEqual([]);
  });

  it('complains about a chart that is none', async () => {
    const chart = mistaken('templates/settings.yaml', 'metadata:', 'metadata: {{ .Values.nothing.here }}');
    expect(await helmLint(chart, valuesFor('dev'))).not.toEqual([]);
  });

  it.each<[string, Values, RegExp]>([
    ['an unknown value', { ingres: { replicas: 1 } }, /additional properties 'ingres' not allowed/],
    ['a wrong type', { ingress: { replicas: 'two' } }, /at '\/ingress\/replicas': got string, want integer/],
    ['an unknown setting', { settings: { SSBTEK_DEADLNE_MS: 1 } }, /'SSBTEK_DEADLNE_MS' not allowed/],
    ['no brokers', { kafka: { provider: 'external' } }, /kafka\.brokers: where is Kafka\?/],
    [
      'fewer workers at most than at least',
      { agencies: { csn: { scaling: { minReplicas: 5, maxReplicas: 4 } } } },
      /agencies\.csn: scaling\.minReplicas 5 is more than scaling\.maxReplicas 4/,
    ],
    [
      'one process that is scaled by agency',
      { workersTogether: { enabled: true } },
      /workersTogether\.enabled: one process/,
    ],
    [
      'keys that everybody knows for real agencies',
      { keys: { trial: true } },
      /keys\.trial: everybody can read/,
    ],
    [
      'an agency without an address',
      { agencies: { af: { settings: { SSBTEK_AGENCY_AF_URL: '' } } } },
      /agencies\.af\.settings: where is the agency\? Give SSBTEK_AGENCY_AF_URL/,
    ],
    [
      'an agency behind a closed door',
      { agencies: { so: { egress: { to: [] } } } },
      /agencies\.so\.egress\.to/,
    ],
  ])('refuses %s and says why', async (_, values, message) => {
    const refused = helmTemplate(CHART, merged(valuesFor('prod'), values));
    await expect(refused).rejects.toThrow(HelmRefused);
    await expect(refused).rejects.toThrow(message);
  });
});

describe('pods roll', () => {
  const checksums = async (values: Values) =>
    new Map(
      (await charted(merged(valuesFor('dev'), values), 'ssbtek'))
        .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name !== 'ssbtek-simulator')
        .map(({ metadata, spec }) => {
          const { template } = spec as { template: { metadata: { annotations: Record<string, string> } } };
          return [metadata.name.replace('ssbtek-', ''), template.metadata.annotations['checksum/settings']];
        }),
    );
  const rolled = async (values: Values): Promise<readonly string[]> => {
    const [before, after] = [await checksums({}), await checksums(values)];
    return [...before.keys()].filter((name) => before.get(name) !== after.get(name)).sort();
  };
  const all = ['aggregator', 'ingress', 'portal', 'probe', ...KODER.map((kod) => `worker-${kod}`)].sort();

  it.each<[string, Values, readonly string[]]>([
    ['none when nothing changes', {}, []],
    ['all when a shared setting changes', { logLevel: 'debug' }, all],
    [
      'one when its own setting changes',
      { ingress: { settings: { SSBTEK_MAX_IN_FLIGHT: 10 } } },
      ['ingress'],
    ],
    [
      'one when its agency changes',
      { agencies: { fk: { settings: { SSBTEK_AGENCY_FK_MAINTENANCE: true } } } },
      ['worker-fk'],
    ],
    ['one when its authority changes', { agencies: { fk: { ca: 'x' } } }, ['worker-fk']],
  ])('%s', async (_, values, names) => {
    expect(await rolled(values)).toEqual(names);
  });

  it('with numbers as a person writes them', async () => {
    const objects = await charted(
      merged(valuesFor('dev'), {
        ingress: { settings: { SSBTEK_MAX_IN_FLIGHT: 100_000 } },
        deadlineMs: 300_000,
      }),
      'ssbtek',
    );
    const data = (name: string) =>
      objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name)?.['data'];
    expect(data('ssbtek-ingress-settings')).toEqual({ SSBTEK_MAX_IN_FLIGHT: '100000' });
    expect(data('ssbtek-settings')).toMatchObject({ SSBTEK_DEADLINE_MS: '300000' });
  });
});

describe('monitoring', () => {
  const with_ = (values: Values) =>
    charted(merged(valuesFor('prod'), { monitoring: { enabled: true, ...values } }), 'elsewhere');
  const MONITORED = /^(?:PodMonitor|PrometheusRule|AlertmanagerConfig)$/;

  it('is found by its labels, and leads to the runbooks of this installation', async () => {
    const all = await with_({ labels: { release: 'stack' }, runbooks: 'https://wiki.example/runbooks/' });
    const found = all.filter(({ kind }) => MONITORED.test(kind));
    expect(found.length).toBeGreaterThan(5);
    for (const { metadata } of found) expect(metadata['labels']).toMatchObject({ release: 'stack' });
    const text = JSON.stringify(all);
    expect(text).toContain('https://wiki.example/runbooks/agency-down.md');
    expect(text).not.toContain('runbooks.ssbtek.example');
  });

  it('brings dashboards only where somebody reads them', async () => {
    const dashboards = (all: readonly Manifest[]) =>
      all.filter(({ metadata }) => metadata.name.startsWith('ssbtek-dashboard-')).length;
    expect([dashboards(await with_({})), dashboards(await with_({ dashboards: false }))]).toEqual([4, 0]);
  });
});
