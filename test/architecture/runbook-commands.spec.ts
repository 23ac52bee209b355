import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameOf, podsIn, selects, type Labels, type Manifest } from '../manifests/manifest';
import { WORKLOADS } from '../manifests/workloads';
import { builtWith } from '../support/manifests';
import { ROOT } from './support/workspace';

/** What the commands are for: production, with everything that a command may speak of. */
const ALL = builtWith('prod', ['autoscaling']);

/** What people call kinds, and what these are. */
const KINDS: Readonly<Record<string, string>> = {
  deploy: 'Deployment',
  deployment: 'Deployment',
  deployments: 'Deployment',
  cronjob: 'CronJob',
  cronjobs: 'CronJob',
  services: 'Service',
  networkpolicies: 'NetworkPolicy',
  configmap: 'ConfigMap',
  hpa: 'HorizontalPodAutoscaler',
  scaledobject: 'ScaledObject',
  scaledobjects: 'ScaledObject',
  kafka: 'Kafka',
  kafkanodepools: 'KafkaNodePool',
  kafkatopics: 'KafkaTopic',
  kafkausers: 'KafkaUser',
  certificate: 'Certificate',
  certificates: 'Certificate',
  podmonitor: 'PodMonitor',
};
/** Kinds that the cluster or an operator makes the objects of. */
const MADE_THERE = new Set([
  'persistentvolumeclaims',
  'pod',
  'pods',
  'nodes',
  'secrets',
  'endpointslices',
  'events',
  'jobs',
]);

/** Everything that the processes may say, and how settings are called. */
const SAID = globSync('{libs,apps}/**/*.ts', { cwd: ROOT })
  .filter((file) => !file.includes('.spec.'))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n');
const SETTINGS = new Map(WORKLOADS.map(({ name, settings }) => [`ssbtek-${name}`, settings]));

/** Labels of pods, those of Kafka's too, which its operator makes. */
const POD_LABELS: readonly Labels[] = [
  ...podsIn(ALL).map(({ pod }) => pod.metadata.labels ?? {}),
  ...ALL.filter(({ kind }) => kind === 'Kafka').map(({ metadata }) => ({
    'strimzi.io/cluster': metadata.name,
    'strimzi.io/broker-role': 'true',
  })),
];

const flag = (words: readonly string[], ...names: readonly string[]): string | undefined =>
  names
    .flatMap((name) => {
      const at = words.indexOf(name);
      const joined = words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
      return at >= 0 ? [words[at + 1] ?? ''] : joined === undefined ? [] : [joined];
    })
    .at(0);

/** `a=b,c!=d` as labels must be. */
const fits = (selector: string, labels: Labels): boolean =>
  selector.split(',').every((term) => {
    const [, key = '', not = '', value = ''] = /^([^=!]+)(!?)=(.*)$/.exec(term) ?? [];
    return selects({ matchExpressions: [{ key, operator: not ? 'NotIn' : 'In', values: [value] }] }, labels);
  });

const WITH_VALUE = /^(?:--namespace|-n|--selector|-l|--output|-o|--since|--tail|--timeout|--container|-c)$/;
const VERBS = new Set(['get', 'describe', 'logs', 'top', 'rollout', 'annotate', 'set', 'create']);

/** Words of a command that are no flags, nor flags' values. */
const plain = (words: readonly string[]): readonly string[] =>
  words.filter((word, at) => !word.startsWith('-') && !WITH_VALUE.test(words[at - 1] ?? ''));

/** Kinds with the name of one object, where one is named: `deploy/x`, `deploy x`, `a,b`. */
function objectsIn(words: readonly string[]): readonly (readonly [kind: string, name?: string])[] {
  const [first = '', second] = words;
  if (first.includes('/')) return [first.split('/') as [string, string]];
  return first.split(',').map((kind) => (second === undefined ? [kind] : [kind, second]));
}

function mistakesOfKind(
  kind: string,
  name: string | undefined,
  selector: string | undefined,
): readonly string[] {
  if (MADE_THERE.has(kind)) {
    const none =
      /^pods?$/.test(kind) && selector !== undefined && !POD_LABELS.some((one) => fits(selector, one));
    return none ? [`no pod is ${selector}`] : [];
  }
  const objects = ALL.filter((one) => one.kind === KINDS[kind]);
  if (objects.length === 0) return [`nothing is a ${kind}`];
  const named = objects.filter(({ metadata }) => name === undefined || metadata.name === name);
  if (named.length === 0) return [`no ${kind} is called ${name}`];
  return selector === undefined || named.some(({ metadata }) => fits(selector, metadata.labels ?? {}))
    ? []
    : [`no ${kind} is ${selector}`];
}

/** All pods, all that they have said, and whose it is; kubectl gives five of them ten lines each. */
function mistakesOfLogs(words: readonly string[]): readonly string[] {
  const wanted = ['--selector', '--tail=-1', '--max-log-requests=', '--prefix'];
  return [
    ...wanted
      .filter((one) => !words.some((word) => word.startsWith(one)))
      .map((one) => `logs without ${one}`),
    ...mistakesOfKind('pods', undefined, flag(words, '--selector', '-l')),
  ];
}

/** A word that is looked for in logs is one that processes say. */
function mistakesOfSearch(search: string): readonly string[] {
  const pattern = /^grep (?:-[a-zA-Z]+ )*(?:'([^']+)'|(\S+))$/.exec(search.trim());
  if (!pattern) return [`${search.trim()}: is no search that the test knows`];
  const found = new RegExp(pattern[1] ?? pattern[2] ?? '', search.includes(' -i ') ? 'i' : '').test(SAID);
  return found ? [] : [`nothing says ${pattern[1] ?? pattern[2]}`];
}

function mistakesOfSetting(target: string, given: readonly string[]): readonly string[] {
  const known = SETTINGS.get(target.split('/')[1] ?? '');
  return given
    .map((one) => one.replace(/(?:=.*|-)$/, ''))
    .filter((name) => !known?.has(name))
    .map((name) => `${target} does not know ${name}`);
}

/** What a command names that is not there, or that the next apply would undo. */
function mistakesOf(command: string): readonly string[] {
  const [kubectl = '', ...searches] = command.split(' | ');
  const words = kubectl.trim().split(/\s+/).slice(1);
  const [verb = '', ...rest] = plain(words);
  const namespace = flag(words, '--namespace', '-n');
  const place = namespace === undefined && rest[0] !== 'nodes' ? ['no namespace'] : [];
  if (namespace === 'keda' || /^kubectl (?:apply|diff) -k\b/.test(command)) return [];
  if (!VERBS.has(verb)) return [`${verb}: is undone by the next apply, or is no command that the test knows`];
  // Made from what is installed: a job from its CronJob, and nothing else.
  const made = verb === 'create' ? [flag(words, '--from') ?? ''] : rest;
  const targets = objectsIn(verb === 'rollout' || verb === 'set' ? rest.slice(1, 2) : made.slice(0, 2));
  const named =
    verb === 'logs'
      ? mistakesOfLogs(words)
      : targets.flatMap(([kind, name]) => mistakesOfKind(kind, name, flag(words, '--selector', '-l')));
  const settings = verb === 'set' ? mistakesOfSetting(rest[1] ?? '', rest.slice(2)) : [];
  return [...place, ...named, ...settings, ...searches.flatMap(mistakesOfSearch)];
}

/** Commands of a page: in blocks of shell and within lines. */
const commandsIn = (text: string): readonly string[] => {
  const blocks = [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.replaceAll(/```[^]*?```/g, '').matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);
  return [...blocks, ...inline].map((line) => line.trim()).filter((line) => /^kubectl \S/.test(line));
};

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const RUNBOOKS = globSync('deploy/runbooks/*.md', { cwd: ROOT }).sort();
const MAINTENANCE = 'docs/operate/change.md';

describe('every command of a runbook is about what is installed', () => {
  it.each(RUNBOOKS)('%s', (file) => {
    expect(commandsIn(read(file)).flatMap((one) => mistakesOf(one).map((what) => `${one}: ${what}`))).toEqual(
      [],
    );
  });

  it('and so are those that take an agency out', () => {
    const commands = commandsIn(read(MAINTENANCE)).filter((one) => one.includes('MAINTENANCE'));
    expect(commands).toHaveLength(2);
    expect(commands.flatMap(mistakesOf)).toEqual([]);
  });

  it('there are many', () => {
    expect(RUNBOOKS.length).toBeGreaterThan(30);
    expect(RUNBOOKS.flatMap((file) => commandsIn(read(file))).length).toBeGreaterThan(50);
  });
});

describe('a command is refused', () => {
  const LOGS = 'kubectl --namespace ssbtek logs --tail=-1 --max-log-requests=9 --prefix';
  it.each([
    ['kubectl --namespace ssbtek describe deploy ssbtek-igress', /no deploy is called ssbtek-igress/],
    ['kubectl --namespace ssbtek describe certificate ssbtek-ingress', /no certificate is called/],
    ['kubectl --namespace ssbtek get pods --selector app.kubernetes.io/component=igress', /no pod is/],
    ['kubectl --namespace ssbtek get kafka --selector strimzi.io/cluster=ssbtek', /no kafka is/],
    ['kubectl --namespace ssbtek scale deploy/ssbtek-ingress --replicas=4', /undone by the next apply/],
    ['kubectl --namespace ssbtek logs deploy/ssbtek-ingress', /logs without --selector/],
    ['kubectl --namespace ssbtek logs --selector app.kubernetes.io/component=ingress', /logs without --tail/],
    [`${LOGS} --selector app.kubernetes.io/component=ingress | grep 'nobody ever said this'`, /nothing says/],
    ['kubectl get deploy', /no namespace/],
    [
      'kubectl --namespace ssbtek set env deploy/ssbtek-worker-csn SSBTEK_AGENCY_AF_MAINTENANCE=true',
      /does not know/,
    ],
    ['kubectl --namespace ssbtek rollout undo deploy/ssbtek-worker', /no deploy is called ssbtek-worker/],
    ['kubectl --namespace ssbtek get replicasets', /nothing is a replicasets/],
    [
      'kubectl --namespace ssbtek create job --from=cronjob/ssbtek-audit x',
      /no cronjob is called ssbtek-audit/,
    ],
    ['kubectl --namespace ssbtek create deployment ssbtek-ingress', /nothing is a /],
  ])('%s', (command, what) => {
    expect(mistakesOf(command).join('\n')).toMatch(what);
  });

  it('names kinds that the installation has', () => {
    const there = new Set(ALL.map((one: Manifest) => nameOf(one).split('/')[0]));
    expect(Object.values(KINDS).filter((kind) => !there.has(kind))).toEqual([]);
  });
});
