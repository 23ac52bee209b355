import { INQUIRY_TOPIC, topicConfig, type Acl, type TopicSettings } from '@ssbtek/messaging';
import { labelsOf, objectName, PART_OF } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import {
  DNS,
  kafkaPolicy,
  labelled,
  MESH_PODS,
  namespacePeer,
  networkPolicy,
  peer,
  tcp,
  type Peer,
} from './network-policies.ts';
import { object, type KubernetesObject, type Param } from './object.ts';

/** What Strimzi calls the cluster; its bootstrap service and its secrets begin with it. */
export const CLUSTER = 'ssbtek';
/** The secret with the authority of the brokers' certificates. */
export const CLUSTER_CA_SECRET = `${CLUSTER}-cluster-ca-cert`;
/** The user that KEDA looks at lags with. */
export const SCALER = 'ssbtek-keda';
/** Where clients begin, with TLS. */
export const TLS_PORT = 9093;
export const BOOTSTRAP = `${CLUSTER}-kafka-bootstrap:${TLS_PORT}`;
/** What finds the brokers' pods: the operator labels them. */
const BROKER_PODS = labelled({ 'strimzi.io/cluster': CLUSTER, 'strimzi.io/broker-role': 'true' });
const CLUSTER_PODS = labelled({ 'strimzi.io/cluster': CLUSTER });

const API = 'kafka.strimzi.io/v1';
const OF_CLUSTER = { 'strimzi.io/cluster': CLUSTER, ...PART_OF } as const;

/** What an installer may want to be otherwise. */
export interface ClusterParameters {
  /** Version of Kafka; the operator's newest when left out. */
  readonly version?: string;
  /** Who may reach the listener. */
  readonly peers?: Param<readonly Peer[]>;
}

/** Broker settings that hold for all topics. What is kept for minutes is only as exact as the look at it. */
const BROKER_CONFIG = {
  'auto.create.topics.enable': false,
  'default.replication.factor': 3,
  'min.insync.replicas': 2,
  'offsets.topic.replication.factor': 3,
  'transaction.state.log.replication.factor': 3,
  'transaction.state.log.min.isr': 2,
  // Each replica of the ingress has a group of its own that nobody else will ever join.
  'group.initial.rebalance.delay.ms': 0,
  'log.retention.check.interval.ms': 60_000,
} as const;

/** The mesh, and KEDA in a namespace of its own. */
const LISTENER_PEERS: readonly Peer[] = [peer(MESH_PODS), namespacePeer('keda')];

/** The Kafka cluster: TLS and a client certificate at the only listener, and nothing allowed that no ACL allows. */
export const kafka = ({ version, peers = LISTENER_PEERS }: ClusterParameters = {}): KubernetesObject =>
  object(
    API,
    'Kafka',
    CLUSTER,
    {
      spec: {
        kafka: {
          ...(version && { version }),
          listeners: [
            {
              name: 'tls',
              port: TLS_PORT,
              type: 'internal',
              tls: true,
              authentication: { type: 'tls' },
              networkPolicyPeers: peers,
            },
          ],
          authorization: { type: 'simple' },
          config: BROKER_CONFIG,
        },
        entityOperator: {
          topicOperator: { resources: sized('256Mi', '100m') },
          userOperator: { resources: sized('256Mi', '100m') },
        },
      },
    },
    PART_OF,
  );

/** A pool of nodes. */
export interface PoolParameters {
  readonly role: 'broker' | 'controller';
  readonly replicas: Param<number>;
  readonly storage: string;
  readonly memory: string;
  readonly cpu: string;
}

/** Nodes of one role, each on a disk of its own that stays when the node goes. */
export const kafkaNodePool = ({ role, replicas, storage, memory, cpu }: PoolParameters): KubernetesObject =>
  object(
    API,
    'KafkaNodePool',
    role,
    {
      spec: {
        replicas,
        roles: [role],
        resources: sized(memory, cpu),
        storage: {
          type: 'jbod',
          volumes: [
            { id: 0, type: 'persistent-claim', size: storage, kraftMetadata: 'shared', deleteClaim: false },
          ],
        },
        template: {
          pod: {
            topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(
              (topologyKey) => ({
                maxSkew: 1,
                topologyKey,
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: { 'strimzi.io/pool-name': role } },
              }),
            ),
          },
        },
      },
    },
    OF_CLUSTER,
  );

const sized = (memory: string, cpu: string) => ({ requests: { memory, cpu }, limits: { memory } });

/** A topic with all of its settings, from the same table that the processes make topics from. */
export const kafkaTopic = (topic: TopicSettings, replicas: Param<number> = 3): KubernetesObject =>
  object(
    API,
    'KafkaTopic',
    topic.name,
    { spec: { partitions: topic.partitions, replicas, config: topicConfig(topic) } },
    OF_CLUSTER,
  );

/** What a workload may do at the broker, known by its client certificate. */
export const kafkaUser = (workload: Workload): KubernetesObject =>
  user(objectName(workload), workload.acls, { ...labelsOf(workload), ...OF_CLUSTER });

/** The user for KEDA: it sees how far groups are, and no message. */
export const scalerUser = (workers: readonly Workload[]): KubernetesObject => {
  const operations = ['Describe'] as const;
  const groups = workers.flatMap(({ acls }) => acls.filter(({ resource }) => resource === 'group'));
  return user(
    SCALER,
    [
      { resource: 'topic', name: INQUIRY_TOPIC, pattern: 'literal', operations },
      ...groups.map((acl) => ({ ...acl, operations })),
    ],
    { 'app.kubernetes.io/name': 'ssbtek', ...OF_CLUSTER },
  );
};

const user = (
  name: string,
  acls: readonly Acl[],
  labels: Readonly<Record<string, string>>,
): KubernetesObject =>
  object(
    API,
    'KafkaUser',
    name,
    {
      spec: {
        authentication: { type: 'tls' },
        authorization: {
          type: 'simple',
          acls: acls.map((acl) => ({
            resource: { type: acl.resource, name: acl.name, patternType: acl.pattern },
            operations: acl.operations,
          })),
        },
      },
    },
    labels,
  );

/**
 * What the operator's own policies leave out: the mesh's way to the brokers, and the nodes' ways to each other and, for
 * the entity operator, to the API server, whose address no label knows.
 */
export const kafkaPolicies = (): readonly KubernetesObject[] => [
  kafkaPolicy(BROKER_PODS, TLS_PORT),
  networkPolicy('ssbtek-kafka', CLUSTER_PODS, { egress: [DNS, { to: [peer(CLUSTER_PODS)] }] }, OF_CLUSTER),
  networkPolicy(
    'ssbtek-entity-operator',
    labelled({ 'strimzi.io/cluster': CLUSTER, 'strimzi.io/name': `${CLUSTER}-entity-operator` }),
    { egress: [{ ports: tcp(443, 6443) }] },
    OF_CLUSTER,
  ),
];
