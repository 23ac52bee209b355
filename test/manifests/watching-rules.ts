import { labelsOf, nameOf, ofKind, ofMesh, selects, type Selector } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

/** Kinds that a cluster has without any operator. */
const BUILT_IN = /^(v1|apps\/v1|autoscaling\/v2|policy\/v1|networking\.k8s\.io\/v1|batch\/v1)$/;

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
