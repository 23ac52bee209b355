import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';
import { ruleFiles, secondsOf, type Severity } from '../promql/rules.ts';

/** What a Prometheus and an Alertmanager on this machine are told beside what the files in deploy/ say. */
export interface MonitoringOptions {
  /** `host:port` of the management ports, by job. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** How many times faster than usual every window, waiting time and interval is. */
  readonly scale: number;
  /** Who is told of alerts. */
  readonly webhooks?: Readonly<Partial<Record<Severity, string>>>;
}

/**
 * Rules or configuration with every window, waiting time and interval `scale` times as short, to a second at least; and
 * so the interval by which a sum of rates is made a count (`* 300`). Thresholds stay.
 */
export function faster(text: string, scale: number): string {
  const shortened = (seconds: number): number => Math.max(1, Math.ceil(seconds / scale));
  return text
    .replace(
      /(^ *(?:- )?(?:\w+_)?(?:interval|wait|timeout|for): |\[|:(?=\d+[smhd]\])|\boffset )((?:\d+[smhd])+)\b/gm,
      (_, before: string, time: string) => `${before}${shortened(secondsOf(time))}s`,
    )
    .replace(/\* 300\b/g, `* ${shortened(300)}`);
}

/** Writes rules and both configurations into a folder; their paths. `alertmanager` is its `host:port`. */
export function writeConfigs(
  folder: string,
  { targets, scale, webhooks = {} }: MonitoringOptions,
  alertmanager: string,
): { readonly prometheus: string; readonly alertmanager: string } {
  const deployed = (file: string): Record<string, unknown> =>
    parse(faster(readFileSync(join(WORKSPACE, 'deploy', file), 'utf8'), scale)) as Record<string, unknown>;
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  mkdirSync(join(folder, 'rules'));
  for (const { name, text } of ruleFiles()) written(`rules/${name}.yaml`, faster(text, scale));
  const prometheus = {
    ...deployed('prometheus/prometheus.yaml'),
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: Object.entries(targets).map(([job_name, addresses]) => ({
      job_name,
      static_configs: [{ targets: addresses, labels: { mesh: 'ssbtek' } }],
    })),
  };
  const receiver = (name: Severity): object => {
    const url = webhooks[name];
    return url === undefined ? { name } : { name, webhook_configs: [{ url, send_resolved: true }] };
  };
  const routing = {
    ...deployed('alertmanager/alertmanager.yaml'),
    receivers: [receiver('page'), receiver('ticket')],
  };
  return {
    prometheus: written('prometheus.yaml', stringify(prometheus)),
    alertmanager: written('alertmanager.yaml', stringify(routing)),
  };
}
