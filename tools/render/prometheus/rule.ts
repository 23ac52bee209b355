import { MINUTE, type Windows } from './time.ts';

/** How often rules are evaluated, seconds. */
export const EVALUATION_INTERVAL = 30;
/** How often each process is scraped, seconds. */
export const SCRAPE_INTERVAL = 15;

/** `page`: somebody gets up now. `ticket`: somebody looks at it on the next working day. */
export type Severity = 'page' | 'ticket';

/** An alert as it is thought of; {@link alertRule} makes Prometheus' form of it. */
export interface Alert {
  /** CamelCase; its runbook has the same name in kebab-case. */
  readonly name: string;
  readonly severity: Severity;
  /** One sentence for the pager. */
  readonly summary: string;
  /** What it means for callers. Fixed text: labels say which agency, group or process. */
  readonly description: string;
  readonly expr: (w: Windows) => string;
  /** How long the expression must hold, seconds. */
  readonly for: number;
  /** Seconds from a fault as large as the description says until the expression holds; shortened like all windows. */
  readonly builds: number;
  /** Seconds of the same kind that are the mesh's own and are never shortened: an age must grow before it is old. */
  readonly ages?: number;
}

/** A recording rule in Prometheus' form. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** An alert in Prometheus' form. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group as rule files and PrometheusRule objects hold it. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}

/**
 * Seconds within which an alert fires, counted from the fault: what builds up, how long it must hold, and the clocks
 * of scraping and evaluation. Notification is not in it.
 */
export function firesWithin(alert: Alert, scale = 1): number {
  const clocks = SCRAPE_INTERVAL + 2 * EVALUATION_INTERVAL;
  return Math.ceil((alert.builds + alert.for + clocks) / scale + (alert.ages ?? 0));
}

/** The file name of an alert's runbook without its ending. */
export const runbookOf = (alert: string): string => alert.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

const minutes = (seconds: number): string => `${Math.ceil(seconds / MINUTE)}m`;

/** An alert in Prometheus' form. `runbooks` is the address below which the runbooks are found. */
export function alertRule(alert: Alert, w: Windows, runbooks: string): AlertRule {
  return {
    alert: alert.name,
    expr: alert.expr(w),
    ...(alert.for > 0 && { for: w(alert.for) }),
    labels: { severity: alert.severity, service: 'ssbtek' },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: `${runbooks}/${runbookOf(alert.name)}.md`,
      fires_within: minutes(firesWithin(alert)),
    },
  };
}
