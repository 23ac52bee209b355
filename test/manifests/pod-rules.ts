import { labelsOf, nameOf, ofKind, ofMesh, running, selects, type Selector } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

const PROBES = { startupProbe: 'startup', readinessProbe: 'ready', livenessProbe: 'live' } as const;

/** How processes are run: what they are given, how they are watched, replaced and told apart. */
export const POD_RULES: readonly Rule[] = [
  rule('an image has a version that does not move', (all) =>
    running(all).flatMap((one) =>
      containersOf(one).flatMap(({ image, name }) =>
        unless(
          /(:(?!latest$)[\w][\w.-]*|@sha256:[0-9a-f]{64})$/.test(image),
          `${nameOf(one)}: ${name} runs ${image}.`,
        ),
      ),
    ),
  ),
  rule('memory is limited to what is requested, CPU is requested and not limited', (all) =>
    running(all).flatMap((one) =>
      containersOf(one).flatMap(({ name, resources: { requests = {}, limits = {} } = {} }) => [
        ...unless(
          requests['memory'] !== undefined && requests['memory'] === limits['memory'],
          `${nameOf(one)}: ${name} requests ${requests['memory']} memory and may have ${limits['memory']}.`,
        ),
        ...unless(requests['cpu'] !== undefined, `${nameOf(one)}: ${name} requests no CPU.`),
        ...unless(limits['cpu'] === undefined, `${nameOf(one)}: ${name} is held back by a CPU limit.`),
      ]),
    ),
  ),
  rule('the kubelet asks for startup, readiness and life at the management port', (all) =>
    ofMesh(all).flatMap((one) =>
      one.spec.template.spec.containers.flatMap((container) =>
        Object.entries(PROBES).flatMap(([field, path]) => {
          const { httpGet } = (container[field] ?? {}) as { httpGet?: { path?: string; port?: unknown } };
          const right = httpGet?.path === `/health/${path}` && httpGet.port === 'management';
          const there = container.ports?.some(({ name }) => name === 'management');
          return unless(right && there === true, `${nameOf(one)}: no ${field} at /health/${path}.`);
        }),
      ),
    ),
  ),
  rule('a rollout takes no replica away before another is ready', (all) =>
    ofMesh(all).flatMap((one) => {
      const { strategy, minReadySeconds } = one.spec as {
        strategy?: { rollingUpdate?: { maxUnavailable?: unknown; maxSurge?: unknown } };
        minReadySeconds?: number;
      };
      const { maxUnavailable, maxSurge } = strategy?.rollingUpdate ?? {};
      return [
        ...unless(maxUnavailable === 0, `${nameOf(one)}: ${String(maxUnavailable)} may be unavailable.`),
        ...unless(Number(maxSurge) > 0, `${nameOf(one)}: no replica may be added for a rollout.`),
        ...unless((minReadySeconds ?? 0) > 0, `${nameOf(one)}: counts a replica at its first ready answer.`),
      ];
    }),
  ),
  rule('one disruption budget per workload, for its pods and no others', (all) => {
    const budgets = ofKind(all, 'PodDisruptionBudget');
    const workloads = ofMesh(all);
    return [
      ...workloads.flatMap((one) => {
        const own = budgets.filter(({ spec }) => selects(spec?.selector as Selector, labelsOf(one)));
        return unless(own.length === 1, `${nameOf(one)}: ${own.length} disruption budgets.`);
      }),
      ...budgets.flatMap((budget) => {
        const { selector, maxUnavailable } = budget.spec as { selector: Selector; maxUnavailable?: unknown };
        const found = workloads.filter((one) => selects(selector, labelsOf(one)));
        return [
          ...unless(found.length === 1, `${nameOf(budget)}: finds ${found.length} workloads.`),
          ...unless(Number(maxUnavailable) > 0, `${nameOf(budget)}: no node could ever be emptied.`),
        ];
      }),
    ];
  }),
  rule('replicas are spread over nodes and zones', (all) =>
    ofMesh(all).flatMap((one) => {
      const spread = one.spec.template.spec.topologySpreadConstraints ?? [];
      return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].flatMap((key) =>
        unless(
          spread.some(
            ({ topologyKey, labelSelector }) =>
              topologyKey === key && labelSelector !== undefined && selects(labelSelector, labelsOf(one)),
          ),
          `${nameOf(one)}: is not spread over ${key}.`,
        ),
      );
    }),
  ),
  rule('a selector finds the pods of its own workload only', (all) =>
    running(all).flatMap((one) => {
      const selector = one.spec.selector as Selector;
      const found = running(all).filter((other) => selects(selector, labelsOf(other)));
      return unless(
        found.length === 1 && found[0] === one,
        `${nameOf(one)}: selects ${found.map(nameOf).join(', ') || 'nothing'}.`,
      );
    }),
  ),
  rule('a service leads to a port of one workload', (all) =>
    ofKind(all, 'Service').flatMap((one) => {
      const { selector, ports } = one.spec as {
        selector: Readonly<Record<string, string>>;
        ports: readonly { targetPort: unknown }[];
      };
      const found = running(all).filter((other) => selects({ matchLabels: selector }, labelsOf(other)));
      const names = found.flatMap((other) => containersOf(other)).flatMap((c) => c.ports ?? []);
      return unless(
        found.length === 1 && ports.every(({ targetPort }) => names.some(({ name }) => name === targetPort)),
        `${nameOf(one)}: leads to ${found.map(nameOf).join(', ') || 'nothing'}.`,
      );
    }),
  ),
];

function containersOf({ spec }: ReturnType<typeof running>[number]) {
  const { initContainers = [], containers } = spec.template.spec;
  return [...initContainers, ...containers];
}
