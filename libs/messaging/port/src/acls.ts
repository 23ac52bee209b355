import {
  AGGREGATOR_GROUP,
  AUDIT_GROUP_PREFIX,
  INGRESS_GROUP_PREFIX,
  PORTAL_GROUP_PREFIX,
  workerGroup,
} from './groups';
import { AUDIT_TOPIC, TOPICS, type TopicSettings } from './topics';

/** One permission of a workload's Kafka user, in the broker's words. */
export interface Acl {
  readonly resource: 'topic' | 'group';
  readonly name: string;
  /** `prefix`: every resource whose name begins so. */
  readonly pattern: 'literal' | 'prefix';
  readonly operations: readonly AclOperation[];
}

/**
 * `Read` and `Write` include `Describe` for a broker; it is named all the same, for people. `DescribeConfigs` is for
 * seeing whether a topic is as it must be.
 */
export type AclOperation = 'Read' | 'Write' | 'Describe' | 'DescribeConfigs' | 'Create';

export interface AclOptions {
  /** The process makes missing topics at its start (`SSBTEK_KAFKA_ENSURE_TOPICS`). Default false. */
  readonly ensureTopics?: boolean;
  /** Default all of the mesh. */
  readonly topics?: readonly TopicSettings[];
}

const WORKER = /^worker-([a-z][a-z0-9]*)$/;

/**
 * All that a workload (`ingress`, `aggregator`, `worker-<kod>`, `portal`, and `audit`, the command) may do at the broker, and no more: made from the
 * topics' own writers and readers. Nothing on the cluster itself: producers are not idempotent, and topics are made by
 * name. A workload that uses no broker (`simulator`) gets nothing.
 */
export function aclsFor(
  workload: string,
  { ensureTopics = false, topics = TOPICS }: AclOptions = {},
): readonly Acl[] {
  const group = groupOf(workload);
  if (!group) return [];
  const kind = kindOf(workload);
  const ofTopics = topics.map(({ name, writers, readers }): Acl => {
    const used: AclOperation[] = [
      ...(readers.includes(kind) || isReadByHand(kind, name) ? (['Read'] as const) : []),
      ...(writers.includes(kind) ? (['Write'] as const) : []),
    ];
    const made = ensureTopics ? (['Create'] as const) : [];
    const seen = used.length > 0 || ensureTopics ? (['Describe'] as const) : [];
    // Who reads the trail once and goes tells nobody whether its topic is as it must be.
    const looked = used.length > 0 && kind !== 'audit' ? (['DescribeConfigs'] as const) : [];
    return {
      resource: 'topic',
      name,
      pattern: 'literal',
      operations: [...used, ...seen, ...looked, ...made],
    };
  });
  return [...ofTopics.filter(({ operations }) => operations.length > 0), group];
}

/** The trail is read by a command, not by a process that anybody waits for: it is no reader that the topic has. */
const isReadByHand = (kind: string, topic: string): boolean => kind === 'audit' && topic === AUDIT_TOPIC;

const kindOf = (workload: string): string => (WORKER.test(workload) ? 'worker' : workload);

/** The topics that any of these workloads reads or writes. */
export const topicsOf = (workloads: readonly string[]): readonly TopicSettings[] =>
  TOPICS.filter(({ readers, writers }) =>
    workloads.some((workload) => [...readers, ...writers].includes(kindOf(workload))),
  );

/** Whether any of these workloads writes to a topic. */
export const writesAny = (workloads: readonly string[]): boolean =>
  TOPICS.some(({ writers }) => workloads.some((workload) => writers.includes(kindOf(workload))));

/** Workloads whose replicas, or readings, have a group each. */
const GROUP_PREFIXES: Readonly<Record<string, string>> = {
  ingress: INGRESS_GROUP_PREFIX,
  portal: PORTAL_GROUP_PREFIX,
  audit: AUDIT_GROUP_PREFIX,
};

function groupOf(workload: string): Acl | undefined {
  const operations = ['Read', 'Describe'] as const;
  const literal = (name: string): Acl => ({ resource: 'group', name, pattern: 'literal', operations });
  if (workload === 'aggregator') return literal(AGGREGATOR_GROUP);
  const prefix = GROUP_PREFIXES[workload];
  if (prefix !== undefined) return { resource: 'group', name: prefix, pattern: 'prefix', operations };
  const kod = WORKER.exec(workload)?.[1];
  return kod === undefined ? undefined : literal(workerGroup(kod));
}
