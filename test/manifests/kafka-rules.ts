import { aclsFor, TOPICS, topicConfig } from '@ssbtek/messaging';
import { WORKER_SCALING } from '../../tools/render/scaling/worker-scaling.ts';
import { WORKERS_TOGETHER, WORKLOADS } from './workloads.ts';
import { environmentOf, nameOf, ofKind, ofMesh, podsIn, type Manifest } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

/** The user that KEDA looks at lags with. */
const SCALER = 'ssbtek-keda';

/** The user that reads the audit trail to verify it. */
const VERIFIER = 'ssbtek-audit';

interface UserAcl {
  readonly resource: { readonly type: string; readonly name: string; readonly patternType: string };
  readonly operations: readonly string[];
}

const aclsOf = (user: Manifest): readonly string[] => {
  const { authorization } = user.spec as { authorization?: { acls?: readonly UserAcl[] } };
  return (authorization?.acls ?? []).flatMap(({ resource: { type, name, patternType }, operations }) =>
    operations.map((operation) => `${operation} ${type} ${patternType} ${name}`),
  );
};

/** All that a workload's user may do, from the model. */
const modelAcls = (name: string): readonly string[] =>
  (
    (name === VERIFIER
      ? aclsFor('audit')
      : [...WORKLOADS, WORKERS_TOGETHER].find((one) => `ssbtek-${one.name}` === name)?.acls) ?? []
  ).flatMap((acl) =>
    acl.operations.map((operation) => `${operation} ${acl.resource} ${acl.pattern} ${acl.name}`),
  );

const usesOperator = (all: readonly Manifest[]): boolean => ofKind(all, 'Kafka').length > 0;

/** What the broker is asked to be, and what users may do there. */
export const KAFKA_RULES: readonly Rule[] = [
  rule("a user may do what the topics' readers and writers say, and no more", (all) =>
    ofKind(all, 'KafkaUser').flatMap((user) => {
      const given = aclsOf(user);
      const wanted = modelAcls(user.metadata.name);
      if (user.metadata.name === SCALER)
        return [
          ...given.filter((acl) => !acl.startsWith('Describe ')).map((acl) => `${nameOf(user)}: may ${acl}.`),
          ...ofKind(all, 'ScaledObject')
            .map((one) => `Describe group literal ${triggerOf(one)['consumerGroup']}`)
            .filter((acl) => !given.includes(acl))
            .map((acl) => `${nameOf(user)}: may not ${acl}.`),
        ];
      return [
        ...given.filter((acl) => !wanted.includes(acl)).map((acl) => `${nameOf(user)}: may ${acl}.`),
        ...wanted.filter((acl) => !given.includes(acl)).map((acl) => `${nameOf(user)}: may not ${acl}.`),
      ];
    }),
  ),
  rule('who uses the cluster is a user of it and shows a certificate', (all) =>
    usesOperator(all)
      ? ofMesh(all)
          .filter((one) => modelAcls(one.metadata.name).length > 0)
          .flatMap((one) => {
            const user = ofKind(all, 'KafkaUser').find(({ metadata }) => metadata.name === one.metadata.name);
            const { authentication } = (user?.spec ?? {}) as { authentication?: { type?: string } };
            const [container] = one.spec.template.spec.containers;
            const environment = container ? environmentOf(all, container) : {};
            return [
              ...unless(authentication?.type === 'tls', `${nameOf(one)}: has no user with a certificate.`),
              ...unless(
                environment['SSBTEK_KAFKA_TLS'] === 'on',
                `${nameOf(one)}: talks to Kafka in the open.`,
              ),
            ];
          })
      : [],
  ),
  rule('who verifies the audit trail has its keys, and is a user that may read it', (all) =>
    ofKind(all, 'CronJob').flatMap((one) => {
      const [made] = podsIn(all).filter((other) => other.one === one);
      const text = JSON.stringify(made?.pod.spec.volumes);
      const user = ofKind(all, 'KafkaUser').some(({ metadata }) => metadata.name === VERIFIER);
      return [
        ...unless(text.includes('"ssbtek-audit-keys'), `${nameOf(one)}: has no keys of the trail.`),
        ...unless(!text.includes('payload-keys'), `${nameOf(one)}: could read questions.`),
        ...unless(user || !usesOperator(all), `${nameOf(one)}: is no user of Kafka.`),
        ...unless(
          !usesOperator(all) || text.includes(`"name":"${VERIFIER}"`),
          `${nameOf(one)}: shows Kafka no certificate of its own.`,
        ),
      ];
    }),
  ),
  rule('every listener asks for a certificate, and what no ACL allows is denied', (all) =>
    ofKind(all, 'Kafka').flatMap((one) => {
      const { kafka } = one.spec as {
        kafka: {
          listeners: readonly { name: string; tls: boolean; authentication?: { type: string } }[];
          authorization?: { type: string; superUsers?: readonly string[] };
        };
      };
      return [
        ...kafka.listeners
          .filter(({ tls, authentication }) => !tls || authentication?.type !== 'tls')
          .map(({ name }) => `${nameOf(one)}: the listener ${name} lets everybody in.`),
        ...unless(
          kafka.authorization?.type === 'simple' && !kafka.authorization.superUsers?.length,
          `${nameOf(one)}: allows what no ACL allows.`,
        ),
      ];
    }),
  ),
  rule('topics are the ones of the mesh, with all of their settings, on three brokers', (all) => {
    const there = ofKind(all, 'KafkaTopic');
    if (!usesOperator(all)) return [];
    return TOPICS.flatMap((topic) => {
      const one = there.find(({ metadata }) => metadata.name === topic.name);
      const wanted = { partitions: topic.partitions, replicas: 3, config: topicConfig(topic) };
      const same = JSON.stringify(sorted(one?.spec)) === JSON.stringify(sorted(wanted));
      return unless(same, `KafkaTopic/${topic.name}: is not as the processes would make it.`);
    });
  }),
  rule('what belongs to the cluster says so', (all) =>
    ofKind(all, 'KafkaTopic', 'KafkaUser', 'KafkaNodePool').flatMap((one) => {
      const cluster = one.metadata.labels?.['strimzi.io/cluster'];
      const there = ofKind(all, 'Kafka').some(({ metadata }) => metadata.name === cluster);
      return unless(there, `${nameOf(one)}: belongs to ${cluster}.`);
    }),
  ),
  rule('processes make topics where no operator does', (all) =>
    ofMesh(all).flatMap((one) =>
      one.spec.template.spec.containers.flatMap((container) => {
        const { SSBTEK_KAFKA_ENSURE_TOPICS: ensure } = environmentOf(all, container);
        return unless(
          ensure === String(!usesOperator(all)),
          `${nameOf(one)}: SSBTEK_KAFKA_ENSURE_TOPICS is ${ensure}.`,
        );
      }),
    ),
  ),
];

/** Scaling by lag: each worker by that of its own group. */
export const SCALING_RULES: readonly Rule[] = [
  rule('every worker is scaled, by the lag of its own group and within the partitions', (all) => {
    const scaled = ofKind(all, 'ScaledObject');
    if (scaled.length === 0) return [];
    const workers = ofMesh(all).filter(({ metadata }) => metadata.labels?.['ssbtek.se/agency'] !== undefined);
    return workers.flatMap((worker) => {
      const own = scaled.filter(({ spec }) => targetOf(spec) === worker.metadata.name);
      const [one] = own;
      if (own.length !== 1 || !one) return [`${nameOf(worker)}: is scaled by ${own.length}.`];
      const { minReplicaCount: min, maxReplicaCount: max } = one.spec as Readonly<Record<string, number>>;
      const { consumerGroup, bootstrapServers, lagThreshold } = triggerOf(one);
      return [
        ...unless(
          lagThreshold === String(WORKER_SCALING.lagThreshold),
          `${nameOf(one)}: ${lagThreshold} is not the threshold that docs/scaling.md has tried.`,
        ),
        ...unless(consumerGroup === worker.metadata.name, `${nameOf(one)}: looks at ${consumerGroup}.`),
        ...unless((min ?? 0) >= 2, `${nameOf(one)}: may leave ${min} replicas.`),
        ...unless(
          (max ?? 0) <= WORKER_SCALING.maxReplicas,
          `${nameOf(one)}: ${max} have too few partitions.`,
        ),
        ...unless(
          !usesOperator(all) || bootstrapServers?.split(':')[0]?.split('.')[1] === one.metadata.namespace,
          `${nameOf(one)}: KEDA does not find ${bootstrapServers} from its own namespace.`,
        ),
      ];
    });
  }),
  rule('nobody else counts the replicas of what is scaled', (all) => {
    const targets = ofKind(all, 'ScaledObject', 'HorizontalPodAutoscaler').map(({ spec }) => targetOf(spec));
    return ofMesh(all)
      .filter(({ metadata, spec }) => targets.includes(metadata.name) && spec['replicas'] !== undefined)
      .map((one) => `${nameOf(one)}: would be set back to ${String(one.spec['replicas'])} with each apply.`);
  }),
  rule('what is scaled by load is there, once, and has a partition for each replica', (all) => {
    const scalers = ofKind(all, 'ScaledObject', 'HorizontalPodAutoscaler');
    return ofKind(all, 'HorizontalPodAutoscaler').flatMap((one) => {
      const target = targetOf(one.spec);
      const { minReplicas, maxReplicas } = one.spec as Readonly<Record<string, number>>;
      return [
        ...unless(
          ofMesh(all).some(({ metadata }) => metadata.name === target),
          `${nameOf(one)}: scales ${target}, which is nowhere.`,
        ),
        ...unless(
          scalers.filter(({ spec }) => targetOf(spec) === target).length === 1,
          `${nameOf(one)}: another one scales ${target}.`,
        ),
        ...unless((minReplicas ?? 0) >= 2, `${nameOf(one)}: may leave ${minReplicas} replicas.`),
        ...unless(
          (maxReplicas ?? 0) <= WORKER_SCALING.maxReplicas,
          `${nameOf(one)}: ${maxReplicas} have too few partitions.`,
        ),
      ];
    });
  }),
  rule('KEDA looks several times within the time of one question, and is let in', (all) =>
    ofKind(all, 'ScaledObject').flatMap((one) => {
      const { pollingInterval, triggers } = one.spec as {
        pollingInterval?: number;
        triggers: readonly { authenticationRef?: { name: string } }[];
      };
      const name = triggers[0]?.authenticationRef?.name;
      const known = ofKind(all, 'TriggerAuthentication').some(({ metadata }) => metadata.name === name);
      return [
        ...unless(
          (pollingInterval ?? 30) <= 10,
          `${nameOf(one)}: is looked at every ${pollingInterval ?? 30} s.`,
        ),
        ...unless(known, `${nameOf(one)}: is not let in at Kafka as ${name}.`),
      ];
    }),
  ),
];

const targetOf = (spec: Manifest['spec']): string | undefined =>
  (spec?.['scaleTargetRef'] as { name?: string } | undefined)?.name;

function triggerOf({ spec }: Manifest): Readonly<Record<string, string | undefined>> {
  const [trigger] = spec?.['triggers'] as readonly { metadata: Readonly<Record<string, string>> }[];
  return trigger?.metadata ?? {};
}

/** The same with fields in one order. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => a.localeCompare(b))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;
