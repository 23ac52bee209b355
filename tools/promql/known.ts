import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { allMetrics, type MetricDefinition } from '@ssbtek/telemetry';
import type { RuleGroup } from './rules.ts';

/** What may be asked for of one metric: its labels, and their values where all are known. */
export interface Known {
  readonly labels: ReadonlySet<string>;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/**
 * Labels that the scraper adds: where a series comes from, and that it is ours (`mesh`). `namespace` and `pod` are there on
 * Kubernetes only.
 */
export const TARGET_LABELS = ['job', 'instance', 'namespace', 'pod', 'mesh'] as const;

/** Metrics of Node's process, of Prometheus itself, of kube-state-metrics, the kubelet, Kafka and its exporter that rules and panels may use. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  up: [],
  process_start_time_seconds: [],
  process_resident_memory_bytes: [],
  process_cpu_seconds_total: [],
  process_open_fds: [],
  nodejs_eventloop_lag_p50_seconds: [],
  nodejs_eventloop_lag_p99_seconds: [],
  nodejs_heap_size_used_bytes: [],
  nodejs_heap_size_total_bytes: [],
  nodejs_external_memory_bytes: [],
  nodejs_gc_duration_seconds_sum: ['kind'],
  nodejs_gc_duration_seconds_count: ['kind'],
  kube_horizontalpodautoscaler_status_condition: ['horizontalpodautoscaler', 'condition', 'status'],
  kube_horizontalpodautoscaler_status_current_replicas: ['horizontalpodautoscaler'],
  kube_horizontalpodautoscaler_spec_max_replicas: ['horizontalpodautoscaler'],
  kube_horizontalpodautoscaler_spec_min_replicas: ['horizontalpodautoscaler'],
  kube_deployment_status_condition: ['deployment', 'condition', 'status'],
  keda_scaled_object_paused: ['scaledObject', 'exported_namespace'],
  keda_resource_registered_total: ['type', 'exported_namespace'],
  kube_cronjob_status_last_schedule_time: ['cronjob'],
  kube_cronjob_status_last_successful_time: ['cronjob'],
  kubelet_volume_stats_available_bytes: ['persistentvolumeclaim'],
  kubelet_volume_stats_capacity_bytes: ['persistentvolumeclaim'],
  kafka_controller_kafkacontroller_offlinepartitionscount: ['kafka'],
  kafka_server_replicamanager_underreplicatedpartitions: ['kafka'],
  kafka_consumergroup_lag: ['kafka', 'consumergroup', 'topic', 'partition'],
  kafka_consumergroup_current_offset: ['kafka', 'consumergroup', 'topic', 'partition'],
  ALERTS: ['alertname', 'alertstate', 'severity', 'service', 'agency', 'protocol', 'group', 'topic'],
};

const AGENCIES = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
/** Values of labels that are the same in every metric. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  agency: [...AGENCIES, 'composite'],
  version: CONTRACT_VERSIONS.map(({ name }) => name),
  hop: ['inquiry', 'reply', 'join', 'answer'],
  mesh: ['ssbtek'],
  job: [
    'ingress',
    'aggregator',
    'simulator',
    'portal',
    'probe',
    'worker',
    ...AGENCIES.map((kod) => `worker-${kod}`),
  ],
};

function ofCatalogue(metric: MetricDefinition): ReadonlyArray<readonly [string, Known]> {
  const values = { ...SHARED, ...metric.values };
  const known = (extra: readonly string[] = []): Known => ({
    labels: new Set([...TARGET_LABELS, ...metric.labels, ...extra]),
    values: metric.name.endsWith('build_info') ? { job: SHARED['job'] ?? [] } : values,
  });
  if (metric.type !== 'histogram') return [[metric.name, known()]];
  const bounds = (metric.buckets ?? []).flatMap((bound) => [String(bound), bound.toFixed(1)]);
  const bucket = { ...known(['le']), values: { ...values, le: [...bounds, '+Inf'] } };
  return [
    [`${metric.name}_bucket`, bucket],
    [`${metric.name}_sum`, known()],
    [`${metric.name}_count`, known()],
  ];
}

/** Labels of recorded series are what their rule adds, and whatever the metrics of the project have. */
function recorded(groups: readonly RuleGroup[], all: ReadonlySet<string>): Array<readonly [string, Known]> {
  return groups.flatMap(({ rules }) =>
    rules.flatMap((rule) =>
      'record' in rule ? [[rule.record, { labels: all, values: SHARED }] as const] : [],
    ),
  );
}

/** Everything that a query of this project may ask for, by name of the metric. */
export function knownMetrics(groups: readonly RuleGroup[]): ReadonlyMap<string, Known> {
  const own = allMetrics().flatMap(ofCatalogue);
  const all = new Set(own.flatMap(([, { labels }]) => [...labels]));
  const foreign = Object.entries(FOREIGN).map(
    ([name, labels]) => [name, { labels: new Set([...TARGET_LABELS, ...labels]), values: SHARED }] as const,
  );
  return new Map([...own, ...foreign, ...recorded(groups, all)]);
}
