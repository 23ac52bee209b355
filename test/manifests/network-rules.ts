import { labelsOf, nameOf, ofKind, ofMesh, selects, type Manifest, type Selector } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

interface Way {
  readonly to?: readonly Peer[];
  readonly from?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string; readonly protocol?: string }[];
}

interface Policy {
  readonly podSelector: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Way[];
  readonly egress?: readonly Way[];
}

const policyOf = (one: Manifest): Policy => one.spec as unknown as Policy;

/** Policies that are for pods with these labels. */
const policiesFor = (all: readonly Manifest[], labels: Readonly<Record<string, string>>) =>
  ofKind(all, 'NetworkPolicy').filter((one) => selects(policyOf(one).podSelector, labels));

const isBroker = (labels: Readonly<Record<string, string>>): boolean =>
  labels['strimzi.io/broker-role'] === 'true' || labels['app.kubernetes.io/name'] === 'kafka';

/** Kubernetes' own and OpenShift's. */
const isDns = (labels: Readonly<Record<string, string>>): boolean =>
  labels['k8s-app'] === 'kube-dns' || labels['dns.operator.openshift.io/daemonset-dns'] === 'default';

/** Where a node has its own (NodeLocal DNSCache), unless somebody chose another address. */
const NODE_LOCAL_DNS = '169.254.20.10/32';

/** Where a way out leads, in one word; `elsewhere` for anything that no rule allows. */
function destination({ podSelector, namespaceSelector, ipBlock }: Peer): string {
  const labels = podSelector?.matchLabels ?? {};
  if (ipBlock?.cidr === NODE_LOCAL_DNS) return 'dns';
  if (ipBlock) return Number(ipBlock.cidr.split('/')[1]) >= 24 ? 'agency' : 'elsewhere';
  if (isDns(labels) && namespaceSelector?.matchLabels) return 'dns';
  if (namespaceSelector || Object.keys(labels).length === 0) return 'elsewhere';
  if (isBroker(labels)) return 'kafka';
  const { 'app.kubernetes.io/component': component = '' } = labels;
  return { simulator: 'agency', ingress: 'ingress' }[component] ?? 'elsewhere';
}

/** Whether a way comes from the probe. */
const isProbe = ({ podSelector }: Peer): boolean =>
  podSelector?.matchLabels?.['app.kubernetes.io/component'] === 'probe';

/** Whether this is the way to somebody else's Kafka, which no label knows: it is known by its name, where none of ours is there. */
const isToForeignKafka = (all: readonly Manifest[], { metadata }: Manifest): boolean =>
  metadata.name === 'ssbtek-mesh-to-kafka' &&
  !all.some(
    ({ kind, metadata: { name } }) => kind === 'Kafka' || (kind === 'StatefulSet' && name === 'ssbtek-kafka'),
  );

/** Whether this is the probe's way to a proxy that callers come through, which stands for the ingress: it takes questions from nobody else. */
const isToProxy = (all: readonly Manifest[], { metadata }: Manifest): boolean =>
  metadata.name === 'ssbtek-probe' &&
  ofMesh(all).some(({ spec }) =>
    spec.template.spec.containers.some(({ env = [] }) =>
      env.some(({ name, value }) => name === 'SSBTEK_TLS_MODE' && value === 'proxy'),
    ),
  );

/** What a policy's way to an address, or to the ingress, leads to. */
const meantBy = (all: readonly Manifest[], policy: Manifest, where: string): string => {
  if (where === 'agency' && isToForeignKafka(all, policy)) return 'kafka';
  if (isToProxy(all, policy))
    return { agency: 'ingress', ingress: 'the ingress past its proxy' }[where] ?? where;
  return where;
};

/** Who may reach whom. */
export const NETWORK_RULES: readonly Rule[] = [
  rule('what is not allowed is denied', (all) => {
    const deny = ofKind(all, 'NetworkPolicy').filter((one) => {
      const { podSelector, policyTypes = [], ingress = [], egress = [] } = policyOf(one);
      const everybody = Object.keys(podSelector).length === 0;
      const nothing = ingress.length === 0 && egress.length === 0;
      return everybody && nothing && policyTypes.includes('Ingress') && policyTypes.includes('Egress');
    });
    return unless(deny.length === 1, 'NetworkPolicy/: nothing denies by default.');
  }),
  rule(
    'a process of the mesh reaches Kafka, DNS and, as a worker, its own agency; the probe DNS and the ingress: nothing else',
    (all) =>
      ofMesh(all).flatMap((one) => {
        const { 'app.kubernetes.io/component': component } = labelsOf(one);
        const policies = policiesFor(all, labelsOf(one));
        const ways = policies.flatMap((policy) => policyOf(policy).egress ?? []);
        const reached = policies.flatMap((policy) =>
          (policyOf(policy).egress ?? []).flatMap(({ to }) =>
            (to?.length ? to.map(destination) : ['elsewhere']).map((where) => meantBy(all, policy, where)),
          ),
        );
        const wanted =
          {
            ingress: ['dns', 'kafka'],
            aggregator: ['dns', 'kafka'],
            worker: ['agency', 'dns', 'kafka'],
            portal: ['dns', 'kafka'],
            probe: ['dns', 'ingress'],
          }[component ?? ''] ?? [];
        const found = [...new Set(reached)].sort();
        const open = ways.filter(
          ({ ports }) => !ports?.length || ports.some(({ port }) => port === undefined),
        );
        return [
          ...unless(
            found.join() === wanted.join(),
            `${nameOf(one)}: reaches ${found.join(', ') || 'nothing'}.`,
          ),
          ...unless(open.length === 0, `${nameOf(one)}: reaches every port of somebody.`),
        ];
      }),
  ),
  rule("an agency's addresses are open to its own worker only", (all) =>
    ofKind(all, 'NetworkPolicy').flatMap((one) => {
      const { egress = [], podSelector } = policyOf(one);
      const leads = egress.some(({ to }) => to?.some((peer) => peer.ipBlock && destination(peer) !== 'dns'));
      const found = ofMesh(all).filter((other) => selects(podSelector, labelsOf(other)));
      const kod = podSelector.matchLabels?.['ssbtek.se/agency'];
      const together = podSelector.matchLabels?.['ssbtek.se/workers'] === 'together';
      const agency = one.metadata.labels?.['ssbtek.se/agency'];
      const own = agency !== undefined && (kod === agency || together);
      return unless(
        !leads || meantBy(all, one, 'agency') !== 'agency' || (own && found.length === 1),
        `${nameOf(one)}: is for ${found.map(nameOf).join(', ') || 'nobody'}.`,
      );
    }),
  ),
  rule('only the ingress, the portal and what stands for agencies is asked by others', (all) =>
    ofMesh(all).flatMap((one) => {
      const ways = policiesFor(all, labelsOf(one)).flatMap((policy) => policyOf(policy).ingress ?? []);
      const portsOf = (some: readonly Way[]) => [
        ...new Set(some.flatMap((way) => way.ports ?? [{}]).map(({ port }) => port)),
      ];
      const ports = portsOf(ways);
      // The probe is nobody who asks.
      const ofOthers = portsOf(ways.filter(({ from = [] }) => from.length === 0 || !from.every(isProbe)));
      const { 'app.kubernetes.io/component': component } = labelsOf(one);
      const allowed = { ingress: 'soap', simulator: 'agencies', portal: 'pages' }[component ?? ''];
      const wrong = ports.filter((port) => port !== allowed && port !== 'management');
      const open = ways.some(
        ({ from, ports: to = [] }) =>
          !from?.length && !to.some(({ port }) => port === 'soap' || port === 'pages'),
      );
      return [
        ...wrong.map((port) => `${nameOf(one)}: is reached at ${port ?? 'every port'}.`),
        ...unless(!open, `${nameOf(one)}: is reached by everybody.`),
        ...unless(
          allowed === undefined || ofOthers.includes(allowed),
          `${nameOf(one)}: is not reached by those who ask.`,
        ),
      ];
    }),
  ),
];
