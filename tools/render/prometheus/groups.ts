import { AGENCY_ALERTS, agencyRecordings } from './alerts/agencies.ts';
import { FLOW_ALERTS } from './alerts/flow.ts';
import { RUNTIME_ALERTS } from './alerts/runtime.ts';
import { expectedRecordings } from './expected.ts';
import { alertRule, EVALUATION_INTERVAL, type Alert, type RecordingRule, type RuleGroup } from './rule.ts';
import { SLO_ALERTS, sloRecordings } from './slo.ts';
import { windows, type Windows } from './time.ts';

/** Where the runbooks are found; an installation puts the address of its own copy here. */
export const RUNBOOKS = 'https://runbooks.ssbtek.example';

/** Every alert there is. */
export const ALERTS: readonly Alert[] = [...SLO_ALERTS, ...AGENCY_ALERTS, ...FLOW_ALERTS, ...RUNTIME_ALERTS];

/** How rules are made. */
export interface RuleOptions {
  /** All windows and waiting times are so many times shorter: tests against real processes have no hours. */
  readonly scale?: number;
  /** Address below which the runbooks are found. */
  readonly runbooks?: string;
}

interface Source {
  readonly name: string;
  readonly recordings: (w: Windows) => readonly RecordingRule[];
  readonly alerts: readonly Alert[];
}

const SOURCES: readonly Source[] = [
  { name: 'slo', recordings: sloRecordings, alerts: SLO_ALERTS },
  { name: 'agencies', recordings: agencyRecordings, alerts: AGENCY_ALERTS },
  { name: 'flow', recordings: expectedRecordings, alerts: FLOW_ALERTS },
  { name: 'runtime', recordings: () => [], alerts: RUNTIME_ALERTS },
];

/** All recording rules and alerts: the content of the rule files and of the PrometheusRule object. */
export function ruleGroups({ scale = 1, runbooks = RUNBOOKS }: RuleOptions = {}): readonly RuleGroup[] {
  const w = windows(scale);
  return SOURCES.map(({ name, recordings, alerts }) => ({
    name: `ssbtek-${name}`,
    interval: w(EVALUATION_INTERVAL),
    rules: [...recordings(w), ...alerts.map((alert) => alertRule(alert, w, runbooks))],
  }));
}
