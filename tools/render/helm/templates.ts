import { certificates } from './certificates.ts';
import { type Template } from './guards.ts';
import { kafkaExternal, kafkaSingle, kafkaStrimzi, keda } from './kafka.ts';
import { ingressTemplate, networkPolicies, settings, simulator, trialKeys, workers } from './mesh.ts';
import { workloadNamed, workloadTemplates } from './workloads.ts';

/** Every template with objects, by its file name. */
export const templates = (): Readonly<Record<string, Template>> => ({
  settings: settings(),
  ingress: ingressTemplate(),
  aggregator: workloadTemplates(workloadNamed('aggregator'), '$.Values.aggregator'),
  workers: workers(),
  certificates: certificates(),
  simulator: simulator(),
  'kafka-strimzi': kafkaStrimzi(),
  'kafka-single': kafkaSingle(),
  'kafka-external': kafkaExternal(),
  keda: keda(),
  'network-policies': networkPolicies(),
  'trial-keys': trialKeys(),
});
