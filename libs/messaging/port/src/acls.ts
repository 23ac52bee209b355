import { AGGREGATOR_GROUP, INGRESS_GROUP_PREFIX, workerGroup } from './groups';
import { TOPICS, type TopicSettings } from './topics';

/** One permission of a workload's Kafka user, in the broker's words. */
export interface Acl {
  readonly resource: 'topic' | 'group';
  readonly name: string;
  /** `prefix`: every resource whose name begins so. */
  readonly pattern: 'literal' | 'prefix';
  readonly operations: readonly AclOperation[];
}

/** `Read` and `Write` include `Describe` for a broker; they are named all the same, for people. */
export type AclOperation = 'Read' | 'Write' | 'Describe' | 'Create';

export interface AclOptions {
  /** The process makes missing topics at its start (`SSBTEK_KAFKA_ENSURE_TOPICS`). Default false. */
  readonly ensureTopics?: boolean;
  /** Default all of the mesh. */
  readonly topics?: readonly TopicSettings[];
}

const WORKER = /^worker-([a-z][a-z0-9]*)$/;

/**
 * All that a workload (`ingress`, `aggregator`, `worker-<kod>`) may do at the broker, and no more: made from the
 * topics' own writers and readers. Nothing on the cluster itself: producers are not idempotent, and topics are made by
 * name. A workload that uses no broker (`simulator`) gets nothing.
 */
export function aclsFor(
  workload: string,
  { ensureTopics = false, topics = TOPICS }: AclOptions = {},
): readonly Acl[] {
  const group = groupOf(workload);
  if (!group) return [];
  const kind = WORKER.test(workload) ? 'worker' : workload;
  const ofTopics = topics.map(({ name, writers, readers }): Acl => {
    const operations: AclOperation[] = [
      ...(readers.includes(kind) ? (['Read'] as const) : []),
      ...(writers.includes(kind) ? (['Write'] as const) : []),
    ];
    const made = ensureTopics ? (['Create'] as const) : [];
    const some = operations.length > 0 || ensureTopics;
    const all = some ? [...operations, 'Describe' as const, ...made] : [];
    return { resource: 'topic', name, pattern: 'literal', operations: all };
  });
  return [...ofTopics.filter(({ operations }) => operations.length > 0), group];
}

function groupOf(workload: string): Acl | undefined {
  const operations = ['Read', 'Describe'] as const;
  const literal = (name: string): Acl => ({ resource: 'group', name, pattern: 'literal', operations });
  if (workload === 'aggregator') return literal(AGGREGATOR_GROUP);
  if (workload === 'ingress')
    return { resource: 'group', name: INGRESS_GROUP_PREFIX, pattern: 'prefix', operations };
  const kod = WORKER.exec(workload)?.[1];
  return kod === undefined ? undefined : literal(workerGroup(kod));
}
