import { describe, expect, it } from 'vitest';
import { built, builtWith, OVERLAYS, withMistake, type Mistake } from '../../support/manifests';
import { nameOf } from '../../manifests/manifest';
import { kubeconform } from './tools';

describe('kubeconform, strict, with the schemas of Kubernetes and of the operators', () => {
  it.each(OVERLAYS)('finds nothing in %s', async (overlay) => {
    expect(await kubeconform(built(`k8s/overlays/${overlay}`))).toEqual([]);
  });
});

const CSN = 'Deployment/ssbtek-worker-csn';
const CONTAINER = 'spec/template/spec/containers/0';

/** For each kind of object and each kind of mistake: a field that nobody knows, a wrong type, something missing. */
const MISTAKES: readonly (readonly [what: string, mistake: Mistake])[] = [
  ['a slip in a field', { in: CSN, at: `${CONTAINER}/readinesProbe`, is: {} }],
  ['a number where text is wanted', { in: CSN, at: `${CONTAINER}/env/0/value`, is: 9464 }],
  ['text where a number is wanted', { in: CSN, at: 'spec/minReadySeconds', is: 'five' }],
  ['no selector', { in: CSN, at: 'spec/selector' }],
  ['a kind that is gone', { in: CSN, at: 'apiVersion', is: 'apps/v1beta1' }],
  ['a policy with a slip', { in: 'NetworkPolicy/ssbtek-ingress', at: 'spec/ingres', is: [] }],
  ['a budget with a slip', { in: 'PodDisruptionBudget/ssbtek-ingress', at: 'spec/maxUnavailible', is: 1 }],
  ['a service without a port number', { in: 'Service/ssbtek-ingress', at: 'spec/ports/0/port' }],
  ['the old API of Strimzi', { in: 'Kafka/ssbtek', at: 'apiVersion', is: 'kafka.strimzi.io/v1beta2' }],
  ['replicas where node pools have them', { in: 'Kafka/ssbtek', at: 'spec/kafka/replicas', is: 3 }],
  ['an unknown listener', { in: 'Kafka/ssbtek', at: 'spec/kafka/listeners/0/type', is: 'public' }],
  ['a pool without roles', { in: 'KafkaNodePool/broker', at: 'spec/roles' }],
  [
    'an operation in the old form',
    { in: 'KafkaUser/ssbtek-ingress', at: 'spec/authorization/acls/0/operation', is: 'Read' },
  ],
  [
    'an operation that Kafka lacks',
    { in: 'KafkaUser/ssbtek-ingress', at: 'spec/authorization/acls/0/operations', is: ['Consume'] },
  ],
  ['a topic with a slip', { in: 'KafkaTopic/ssbtek.inquiry.v1', at: 'spec/partition', is: 12 }],
  [
    'a number among the texts of a trigger',
    { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/triggers/0/metadata/lagThreshold', is: 250 },
  ],
  ['a scaler without a target', { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/scaleTargetRef' }],
  ['a slip in a scaler', { in: 'ScaledObject/ssbtek-worker-csn', at: 'spec/minReplicas', is: 2 }],
  [
    'a slip in an authentication',
    { in: 'TriggerAuthentication/ssbtek-keda', at: 'spec/secretTargetRef/0/secret', is: 'x' },
  ],
  ['a route with a slip', { in: 'HTTPRoute/ssbtek-ingress', at: 'spec/rules/0/backendRef', is: [] }],
  ['a gateway without a class', { in: 'Gateway/ssbtek-ingress', at: 'spec/gatewayClassName' }],
  ['a policy for nobody', { in: 'BackendTLSPolicy/ssbtek-ingress', at: 'spec/targetRefs' }],
  ['an autoscaler without a most', { in: 'HorizontalPodAutoscaler/ssbtek-ingress', at: 'spec/maxReplicas' }],
  ['a certificate for no secret', { in: 'Certificate/ssbtek-ingress-tls', at: 'spec/secretName' }],
  ['an unknown usage', { in: 'Certificate/ssbtek-ingress-tls', at: 'spec/usages', is: ['server'] }],
  ['an issuer with a slip', { in: 'Issuer/ssbtek-server', at: 'spec/ca/secret', is: 'x' }],
  [
    'a monitor with a slip',
    { in: 'PodMonitor/ssbtek', at: 'spec/podMetricsEndpoints/0/relabelConfigs', is: [] },
  ],
];

it('kubeconform sees a mistake of every kind', async () => {
  const all = builtWith('prod', ['autoscaling', 'expose-gateway-http']);
  for (const [what, mistake] of MISTAKES) {
    const wrong = withMistake(all, mistake).filter((one) => nameOf(one) === mistake.in);
    const findings = await kubeconform(wrong);
    expect([what, findings]).toEqual([what, [expect.stringMatching(`^${mistake.in} `)]]);
  }
});
