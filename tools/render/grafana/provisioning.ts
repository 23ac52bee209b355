/** Where a Grafana finds metrics and traces. */
export interface SourceAddresses {
  readonly prometheus: string;
  readonly jaeger?: string;
}

/** As containers of deploy/compose.yaml find each other. */
const COMPOSE: SourceAddresses = { prometheus: 'http://prometheus:9090', jaeger: 'http://jaeger:16686' };
const TRACES = 'ssbtek-traces';

/** Data sources; an exemplar's trace id leads to its trace where there is a trace store. */
export function datasources({ prometheus, jaeger }: SourceAddresses = COMPOSE): object {
  const exemplars = { exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: TRACES }] };
  const metrics = {
    name: 'Prometheus',
    uid: 'ssbtek-metrics',
    type: 'prometheus',
    access: 'proxy',
    url: prometheus,
    isDefault: true,
    jsonData: { timeInterval: '15s', httpMethod: 'POST', ...(jaeger !== undefined && exemplars) },
  };
  const traces = { name: 'Traces', uid: TRACES, type: 'jaeger', access: 'proxy', url: jaeger };
  return { apiVersion: 1, datasources: [metrics, ...(jaeger === undefined ? [] : [traces])] };
}

/** Where the dashboards lie in a Grafana's container. */
export const dashboardProvider = (path = '/etc/grafana/ssbtek-dashboards'): object => ({
  apiVersion: 1,
  providers: [{ name: 'ssbtek', folder: 'SSBTEK', type: 'file', allowUiUpdates: false, options: { path } }],
});
