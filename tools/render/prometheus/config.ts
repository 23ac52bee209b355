import { EVALUATION_INTERVAL, SCRAPE_INTERVAL } from './rule.ts';
import { windows } from './time.ts';

/** What a Prometheus of its own is told. */
export interface PrometheusOptions {
  /** `host:port` of the management ports, by job. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Rule files, as paths that Prometheus finds. */
  readonly rules: readonly string[];
  /** `host:port` of the Alertmanagers. */
  readonly alertmanagers: readonly string[];
  /** How many times faster than usual everything goes. */
  readonly scale?: number;
}

/** Prometheus' configuration. The job is the workload's name, as it is on Kubernetes. */
export function prometheusConfig({ targets, rules, alertmanagers, scale = 1 }: PrometheusOptions): object {
  const w = windows(scale);
  const [every, evaluated] = [w(SCRAPE_INTERVAL), w(EVALUATION_INTERVAL)];
  return {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: evaluated },
    rule_files: rules,
    alerting: { alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }] },
    scrape_configs: Object.entries(targets).map(([job, addresses]) => ({
      job_name: job,
      static_configs: [{ targets: addresses }],
    })),
  };
}
