import { PART_OF } from '../model/names.ts';
import { object, type KubernetesObject } from './object.ts';

const API = 'monitoring.coreos.com/v1';

/** Prometheus reads every pod of the mesh; `job` is the name of the workload, as in rules and dashboards. */
export const podMonitor = (interval = '15s'): KubernetesObject =>
  object(API, 'PodMonitor', 'ssbtek', {
    spec: {
      selector: { matchLabels: PART_OF },
      podMetricsEndpoints: [
        {
          port: 'management',
          path: '/metrics',
          interval,
          relabelings: [
            // What is ours, whatever jobs of others are called.
            { targetLabel: 'mesh', replacement: 'ssbtek' },
            {
              // `worker` and `csn` as `worker-csn`; `ingress` and nothing as `ingress`.
              sourceLabels: (['component', 'agency'] as const).map(podLabel),
              separator: '-',
              regex: '(.+?)-?',
              targetLabel: 'job',
              replacement: '$1',
            },
          ],
        },
      ],
    },
  });

const META = '__meta_kubernetes_pod_label_';
const podLabel = (what: 'component' | 'agency'): string =>
  META + (what === 'agency' ? 'ssbtek_se_agency' : 'app_kubernetes_io_component');
