import { MINUTE, windows } from './time.ts';
import type { Severity } from './rule.ts';

/** How alerts are handed on. */
export interface AlertmanagerOptions {
  /** Addresses that are told of alerts; without one they are seen in Alertmanager only. */
  readonly webhooks?: Readonly<Partial<Record<Severity, string>>>;
  /** How many times faster than usual everything goes. */
  readonly scale?: number;
}

const SEVERITIES: readonly Severity[] = ['page', 'ticket'];

/** How often it is said again, minutes. */
const REPEATED: Readonly<Record<Severity, number>> = { page: 60, ticket: 24 * 60 };

interface Inhibition {
  readonly when: string;
  readonly silences: readonly string[];
  /** Only where these labels are the same. */
  readonly equal: readonly string[];
}

/** What needs no alert of its own because its cause has one. */
export const INHIBITIONS: readonly Inhibition[] = [
  { when: 'AgencyDown', silences: ['BreakerFlapping'], equal: ['namespace', 'agency'] },
  {
    when: 'KafkaUnreachable',
    silences: ['NoConsumers', 'LagAgeing', 'JoinsStuck', 'DeadlineSlackLow'],
    equal: ['namespace'],
  },
  { when: 'ErrorBudgetBurnsFast', silences: ['ErrorBudgetBurnsSlow', 'Overload'], equal: ['namespace'] },
];

/** Alertmanager's configuration: one receiver per severity. */
export function alertmanagerConfig({ webhooks = {}, scale = 1 }: AlertmanagerOptions = {}): object {
  const w = windows(scale);
  return {
    route: {
      receiver: 'ticket',
      group_by: ['alertname', 'namespace'],
      group_wait: w(30),
      group_interval: w(5 * MINUTE),
      routes: SEVERITIES.map((severity) => ({
        receiver: severity,
        matchers: [`severity="${severity}"`],
        repeat_interval: w(REPEATED[severity] * MINUTE),
      })),
    },
    receivers: SEVERITIES.map((name) => {
      const url = webhooks[name];
      return url === undefined ? { name } : { name, webhook_configs: [{ url, send_resolved: true }] };
    }),
    inhibit_rules: INHIBITIONS.map(({ when, silences, equal }) => ({
      source_matchers: [`alertname="${when}"`],
      target_matchers: [`alertname=~"${silences.join('|')}"`],
      equal,
    })),
  };
}
