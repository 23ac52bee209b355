/** Where the operators' CustomResourceDefinitions come from. Versions are pinned: what is accepted must not move. */
export const GO_MODULES: readonly { readonly module: string; readonly folder: string }[] = [
  { module: 'github.com/kedacore/keda/v2@v2.21.0', folder: 'config/crd/bases' },
  { module: 'github.com/cert-manager/cert-manager@v1.21.0', folder: 'deploy/crds' },
  { module: 'sigs.k8s.io/gateway-api@v1.6.3', folder: 'config/crd/standard' },
  {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    folder: 'example/prometheus-operator-crd',
  },
];

/** Strimzi writes its definitions from its own classes, which are newer than the Java that this repository needs. */
export const STRIMZI = {
  version: '1.2.0',
  generator: 'io.strimzi.crdgenerator.CrdGenerator',
  classes: ['kafka.Kafka', 'nodepool.KafkaNodePool', 'topic.KafkaTopic', 'user.KafkaUser'].map(
    (name) => `io.strimzi.api.kafka.model.${name}`,
  ),
} as const;

/** Folder inside the package `kubernetes-validate`: the newest version, strict. */
export const KUBERNETES = 'kubernetes_validate/kubernetes-json-schema/v1.37.0-local-strict';
