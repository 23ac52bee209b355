import { KAFKA_IMAGE, nodeEnvironment } from '../../kafka/recipe.ts';
import { healthcheck, localPort, type Service } from './service.ts';

const KAFKA_DATA = '/var/lib/kafka/data';

const kafka: Service = {
  image: KAFKA_IMAGE,
  environment: nodeEnvironment({
    bind: '0.0.0.0',
    port: 9092,
    controllerPort: 9093,
    advertised: 'kafka:9092',
    dataDir: KAFKA_DATA,
  }),
  volumes: [`kafka-data:${KAFKA_DATA}`],
  healthcheck: healthcheck('bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/9092'),
  stop_grace_period: '30s',
  restart: 'unless-stopped',
};

const prometheus: Service = {
  image: 'prom/prometheus:v3.13.3',
  command: [
    '--config.file=/etc/prometheus/prometheus.yaml',
    '--storage.tsdb.path=/prometheus',
    // The error budget looks back 30 days; panels lead to traces.
    '--storage.tsdb.retention.time=35d',
    '--enable-feature=exemplar-storage',
  ],
  volumes: [
    './prometheus/prometheus.yaml:/etc/prometheus/prometheus.yaml:ro',
    './helm/files/rules:/etc/prometheus/rules:ro',
    'prometheus-data:/prometheus',
  ],
  read_only: true,
  ports: [localPort(9090)],
  restart: 'unless-stopped',
};

const alertmanager: Service = {
  image: 'prom/alertmanager:v0.34.1',
  command: ['--config.file=/etc/alertmanager/alertmanager.yaml', '--storage.path=/alertmanager'],
  volumes: [
    './alertmanager/alertmanager.yaml:/etc/alertmanager/alertmanager.yaml:ro',
    'alertmanager-data:/alertmanager',
  ],
  read_only: true,
  ports: [localPort(9093)],
  restart: 'unless-stopped',
};

const grafana: Service = {
  image: 'grafana/grafana:13.2.2',
  environment: {
    GF_AUTH_ANONYMOUS_ENABLED: 'true',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  },
  volumes: [
    './grafana/provisioning:/etc/grafana/provisioning:ro',
    './helm/files/dashboards:/etc/grafana/ssbtek-dashboards:ro',
    'grafana-data:/var/lib/grafana',
  ],
  ports: [localPort(3000)],
  restart: 'unless-stopped',
};

/** Traces in memory: gone with the container. */
const jaeger: Service = {
  image: 'jaegertracing/jaeger:2.19.0',
  ports: [localPort(16_686)],
  restart: 'unless-stopped',
};

/** What stands around the mesh. */
export const otherServices = (): Readonly<Record<string, Service>> => ({
  kafka,
  prometheus,
  alertmanager,
  grafana,
  jaeger,
});
