import { labelsOf, nameOf, ofKind, ofMesh, selects, type Selector } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

/** Kinds that a cluster has without any operator. */
const BUILT_IN = /^(v1|apps\/v1|autoscaling\/v2|policy\/v1|networking\.k8s\.io\/v1|batch\/v1)$/;

/** Labels of what Strimzi makes of the cluster. */
const OF_KAFKA = { 'strimzi.io/cluster': 'ssbtek' };
/** Strimzi's name for the port of metrics. */
const KAFKA_METRICS = 'tcp-prometheus';

interface Endpoint {
  readonly port: string;
  readonly relabelings: readonly { readonly targetLabel?: string; readonly replacement?: string }[];
}

/** Metrics and certificates. */
export const WATCHING_RULES: readonly Rule[] = [
  rule('Prometheus reads every process', (all) => {
    const monitors = ofKind(all, 'PodMonitor');
    if (monitors.length === 0) return [];
    return ofMesh(all).flatMap((one) => {
      const own = monitors.filter(({ spec }) => selects(spec?.selector as Selector, labelsOf(one)));
      const ports = one.spec.template.spec.containers.flatMap((container) => container.ports ?? []);
      const read = own.some(({ spec }) =>
        (spec?.['podMetricsEndpoints'] as readonly { port: string }[]).some(({ port }) =>
          ports.some(({ name }) => name === port),
        ),
      );
      return unless(own.length === 1 && read, `${nameOf(one)}: is read by ${own.length}.`);
    });
  }),
  rule(
    'Kafka stays the version that it is, and Prometheus reads its brokers and what they know of groups',
    (all) =>
      ofKind(all, 'Kafka').flatMap((one) => {
        const { kafka, kafkaExporter } = one.spec as {
          kafka: { version?: string; metadataVersion?: string; metricsConfig?: object };
          kafkaExporter?: object;
        };
        const monitors = ofKind(all, 'PodMonitor');
        const own = monitors.filter(({ spec }) => selects(spec?.selector as Selector, OF_KAFKA));
        const marked = own.some(({ spec }) =>
          (spec?.['podMetricsEndpoints'] as readonly Endpoint[]).some(
            ({ port, relabelings }) =>
              port === KAFKA_METRICS &&
              relabelings.some(
                ({ targetLabel, replacement }) => [targetLabel, replacement].join() === 'kafka,ssbtek',
              ),
          ),
        );
        const open = ofKind(all, 'NetworkPolicy').some(
          ({ spec }) =>
            selects(spec?.['podSelector'] as Selector, OF_KAFKA) &&
            JSON.stringify(spec?.['ingress'] ?? []).includes(`"port":"${KAFKA_METRICS}"`),
        );
        return [
          ...unless(kafka.version !== undefined, `${nameOf(one)}: its version is the operator's.`),
          ...unless(kafka.metadataVersion !== undefined, `${nameOf(one)}: its metadata is the operator's.`),
          ...unless(kafka.metricsConfig !== undefined, `${nameOf(one)}: its brokers have no metrics.`),
          ...unless(kafkaExporter !== undefined, `${nameOf(one)}: nothing shows its groups.`),
          ...unless(monitors.length === 0 || marked, `${nameOf(one)}: is not read, or not as ours.`),
          ...unless(monitors.length === 0 || open, `${nameOf(one)}: lets nobody read.`),
        ];
      }),
  ),
  rule('a certificate has an issuer and a name that callers know', (all) => {
    const issuers = ofKind(all, 'Issuer').map(({ metadata }) => metadata.name);
    return ofKind(all, 'Certificate').flatMap((one) => {
      const { issuerRef, dnsNames, usages } = one.spec as {
        issuerRef: { name: string; kind: string };
        dnsNames?: readonly string[];
        usages: readonly string[];
      };
      const known = issuerRef.kind === 'ClusterIssuer' || issuers.includes(issuerRef.name);
      return [
        ...unless(known, `${nameOf(one)}: ${issuerRef.name} issues nothing here.`),
        ...unless(
          !usages.includes('server auth') || (dnsNames?.length ?? 0) > 0,
          `${nameOf(one)}: is for no name.`,
        ),
      ];
    });
  }),
];

/** For where nothing but a cluster is there. */
export const BARE_RULES: readonly Rule[] = [
  rule('no operator is needed', (all) =>
    all
      .filter(({ apiVersion }) => !BUILT_IN.test(apiVersion))
      .map((one) => `${nameOf(one)}: ${one.apiVersion}.`),
  ),
];
