import { labelsOf, objectName, PART_OF, selectorOf } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { object, type KubernetesObject, type Param } from './object.ts';

/** Where traffic comes from or goes to, in the words of a NetworkPolicy. */
export type Peer = Readonly<Record<string, unknown>>;

/** Which pods a policy is for. */
export type PodSelector = Readonly<Record<string, unknown>>;

interface Rule {
  readonly from?: Param<readonly Peer[]>;
  readonly to?: Param<readonly Peer[]>;
  readonly ports?: readonly { readonly protocol: 'TCP' | 'UDP'; readonly port: number | string }[];
}

/** A policy for some pods. Policies add up: what one of them allows is allowed. */
export const networkPolicy = (
  name: string,
  podSelector: PodSelector,
  rules: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] },
  labels?: Readonly<Record<string, string>>,
): KubernetesObject => {
  const policyTypes = [...(rules.ingress ? ['Ingress'] : []), ...(rules.egress ? ['Egress'] : [])];
  const spec = { podSelector, policyTypes, ...rules };
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec }, labels);
};

/** Exactly the pods with these labels. */
export const labelled = (matchLabels: Readonly<Record<string, string>>): PodSelector => ({ matchLabels });

export const peer = (podSelector: PodSelector): Peer => ({ podSelector });

export const tcp = (...ports: readonly (number | string)[]) =>
  ports.map((port) => ({ protocol: 'TCP' as const, port }));

/** Names are looked up at the cluster's own DNS. */
export const DNS: Rule = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [{ protocol: 'UDP', port: 53 }, ...tcp(53)],
};

const OF_MESH = { 'app.kubernetes.io/name': 'ssbtek' } as const;
const WORKER_PODS = labelled({ ...OF_MESH, 'app.kubernetes.io/component': 'worker' });

/** Every process of the mesh itself; not the simulator, which stands for others. */
export const MESH_PODS: PodSelector = {
  ...labelled(OF_MESH),
  matchExpressions: [
    { key: 'app.kubernetes.io/component', operator: 'In', values: ['ingress', 'aggregator', 'worker'] },
  ],
};

/** Nobody in the namespace reaches anybody, nor is reached, unless another policy says so. */
export const defaultDeny = (): KubernetesObject =>
  networkPolicy('ssbtek-default-deny', {}, { ingress: [], egress: [] });

/** The mesh looks names up. */
export const dnsPolicy = (): KubernetesObject =>
  networkPolicy('ssbtek-mesh-to-dns', MESH_PODS, { egress: [DNS] });

/** The mesh reaches the brokers. */
export const kafkaPolicy = (brokers: PodSelector, port: Param<number>): KubernetesObject =>
  networkPolicy('ssbtek-mesh-to-kafka', MESH_PODS, { egress: [{ to: [peer(brokers)], ports: tcp(port) }] });

/** Callers reach the ingress, from wherever they are unless an installation knows better. */
export const callerPolicy = (ingress: Workload, from?: Param<readonly Peer[]>): KubernetesObject =>
  networkPolicy(
    objectName(ingress),
    labelled(selectorOf(ingress)),
    { ingress: [{ ...(from && { from }), ports: tcp('soap') }] },
    labelsOf(ingress),
  );

/** Opens the way from one worker to its agency, and to nothing else. Without it the worker reaches no agency. */
export const agencyPolicy = (
  worker: Workload,
  to: Param<readonly Peer[]>,
  port: Param<number>,
): KubernetesObject =>
  networkPolicy(
    `${objectName(worker)}-to-agency`,
    labelled(selectorOf(worker)),
    { egress: [{ to, ports: tcp(port) }] },
    labelsOf(worker),
  );

/** The simulator answers workers; it reaches nobody. */
export const simulatorPolicies = (simulator: Workload): readonly KubernetesObject[] => {
  const itself = labelled(selectorOf(simulator));
  const ports = tcp('agencies');
  return [
    networkPolicy(
      objectName(simulator),
      itself,
      { ingress: [{ from: [peer(WORKER_PODS)], ports }] },
      labelsOf(simulator),
    ),
    networkPolicy('ssbtek-workers-to-simulator', WORKER_PODS, { egress: [{ to: [peer(itself)], ports }] }),
  ];
};

/** Prometheus reads the management port of every pod. */
export const scrapePolicy = (from: Param<readonly Peer[]>): KubernetesObject =>
  networkPolicy('ssbtek-scrape', labelled(PART_OF), { ingress: [{ from, ports: tcp('management') }] });

/** The namespace of others with this name. */
export const namespacePeer = (name: string): Peer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
