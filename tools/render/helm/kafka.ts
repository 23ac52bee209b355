import { TOPICS } from '@ssbtek/messaging';
import { SINGLE_CONFIG, singleConfig, singleKafka } from '../objects/kafka-single.ts';
import { kafka, kafkaNodePool, kafkaPolicies, kafkaTopic, kafkaUser, scalerUser } from '../objects/kafka.ts';
import { MESH_PODS, networkPolicy, tcp } from '../objects/network-policies.ts';
import { type KubernetesObject, object } from '../objects/object.ts';
import { scaledObject, triggerAuthentication } from '../objects/scaling.ts';
import { finished } from './finished.ts';
import {
  EXTERNAL,
  forWorkers,
  only,
  POLICIES,
  SINGLE,
  STRIMZI,
  type Template,
  worker,
  withPolicies,
} from './guards.ts';
import { as, at, Each, Given, type Node, slot, When } from './node.ts';
import { KAFKA_TLS, workloadNamed } from './workloads.ts';

const pool = (role: 'broker' | 'controller'): KubernetesObject => {
  const of = (key: string) => slot(`$.Values.kafka.strimzi.${role}s.${key}`);
  return kafkaNodePool({
    role,
    replicas: of('replicas'),
    storage: of('storage'),
    memory: of('memory'),
    cpu: of('cpu'),
  });
};

/** A cluster that Strimzi makes: nodes, topics, users. */
export const kafkaStrimzi = (): Template => [
  new When(STRIMZI, [
    ...[kafka(), pool('broker'), pool('controller')].map(finished),
    ...TOPICS.map((topic) => finished(kafkaTopic(topic))),
    ...['ingress', 'aggregator'].map((name) => finished(kafkaUser(workloadNamed(name)))),
    forWorkers([finished(kafkaUser(worker))]),
    ...withPolicies(kafkaPolicies()),
  ]),
];

/** One node for trials. */
export const kafkaSingle = (): Template => [
  new When(SINGLE, [
    ...withPolicies(singleKafka()),
    finished(object('v1', 'ConfigMap', SINGLE_CONFIG, { data: singleConfig() }, {})),
  ]),
];

/** The way to somebody else's Kafka. */
export const kafkaExternal = (): Template => [
  new When(`and (${EXTERNAL}) ${POLICIES}`, [
    finished(
      networkPolicy('ssbtek-mesh-to-kafka', MESH_PODS, {
        egress: [
          {
            to: as(new Given('$.Values.networkPolicies.kafka.to')),
            ports: tcp(slot('$.Values.networkPolicies.kafka.port')),
          },
        ],
      }),
    ),
  ]),
];

/** The trigger's TLS and user, where Kafka wants them. */
const scaled = (): Node =>
  [['authenticationRef'], ['metadata', 'tls']].reduce<Node>(
    (node, path) => at(node, ['spec', 'triggers', 0, ...path], (part) => new When(KAFKA_TLS, part)),
    finished(
      scaledObject(worker, {
        bootstrapServers: slot('include "ssbtek.kafka.brokers.everywhere" $'),
        minReplicas: slot('$worker.scaling.minReplicas'),
        maxReplicas: slot('$worker.scaling.maxReplicas'),
        pollingSeconds: slot('$worker.scaling.pollingSeconds'),
        lagThreshold: slot('$worker.scaling.lagThreshold | toString | quote'),
        tls: true,
      }),
    ),
  );

/** The scaler's permissions: the topic, and the group of every worker. */
function scaler(): Node {
  const acls = ['spec', 'authorization', 'acls'];
  return at(finished(scalerUser([worker])), acls, (node) => {
    const [topic = null, ...groups] = node as readonly Node[];
    return [topic, new Each('$kod, $agency := $.Values.agencies', groups)];
  });
}

/** How workers follow their lag. */
export const keda = (): Template => [
  new When('$.Values.keda.enabled', [
    forWorkers([scaled()]),
    only(KAFKA_TLS, [triggerAuthentication()]),
    new When(STRIMZI, [scaler()]),
  ]),
];
