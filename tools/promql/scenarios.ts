import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';
import { alerts, RULES, ruleFiles, secondsOf, type Severity } from './rules.ts';

/** Samples of a series, as promtool writes them. */
export interface Samples {
  readonly series: string;
  readonly values: string;
}

/** An alert that fires in a scenario; other keys are labels that it must have. */
export interface Ring {
  readonly alert: string;
  /** From the fault on. */
  readonly within: string;
  /** So many alerts of that name; one when left out. */
  readonly count?: string;
  /** Alertmanager holds it back. */
  readonly held?: 'true';
  readonly [label: string]: string | undefined;
}

/** Something that may happen, and what operators are told then: the file says how each part is read. */
export interface Scenario {
  readonly name: string;
  readonly series?: readonly Samples[];
  readonly without?: readonly string[];
  readonly gone?: 'true';
  readonly beside?: string;
  readonly alone?: { readonly rules: readonly string[]; readonly interval: string; readonly fault: string };
  readonly rings: readonly Ring[];
  readonly already?: readonly string[];
  readonly later?: Readonly<Record<string, string>>;
  readonly silent?: string;
}

/** Where the scenarios are, below the workspace. */
export const SCENARIOS = 'deploy/prometheus/scenarios.yaml';

interface ScenarioFile {
  readonly healthy: readonly Samples[];
  readonly scenarios: readonly Scenario[];
}

/** Everything as text: `0x200` are samples, as promtool reads them, and no number. */
const fileOf = (): ScenarioFile =>
  parse(readFileSync(join(WORKSPACE, SCENARIOS), 'utf8'), { schema: 'failsafe' }) as ScenarioFile;

/** All scenarios, in the order of the file. */
export const scenarios = (): readonly Scenario[] => fileOf().scenarios;

/** When the fault is, minutes; and when an installation without one has been looked at for long enough. */
const FAULT_M = 60;
const QUIET_UNTIL_M = 180;
/** What `later` means. */
const LATER_M = FAULT_M + 120;

const NO_LABELS = ['alert', 'within', 'count', 'held'];

/** The labels that a ring names. */
export const labelsOf = (ring: Ring): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(ring).flatMap(([key, value]) =>
      NO_LABELS.includes(key) || value === undefined ? [] : [[key, value]],
    ),
  );

/** The severity of an alert. @throws where there is none of that name */
export function severityOf(name: string): Severity {
  const found = alerts().find(({ alert }) => alert === name);
  if (!found) throw new Error(`there is no alert ${name}`);
  return found.labels.severity;
}

/** The samples of a scenario: its own, and those of a healthy installation that it does not replace. */
function samplesOf({ series = [], without = [], gone, beside, alone }: Scenario): readonly Samples[] {
  const { healthy } = fileOf();
  const elsewhere = beside === undefined ? [] : healthy.map((one) => inNamespace(one, beside));
  const base = alone ? [] : [...healthy, ...elsewhere];
  const own = new Set(series.map((one) => one.series));
  const kept = base.filter(
    (one) => !own.has(one.series) && !without.some((name) => one.series.startsWith(name)),
  );
  return [...kept.map((one) => (gone ? ended(one) : one)), ...series];
}

const inNamespace = ({ series, values }: Samples, name: string): Samples => ({
  series: series.replace('namespace="ssbtek"', `namespace="${name}"`),
  values,
});

const ended = ({ series, values }: Samples): Samples => ({
  series,
  values: `${values.replace(/x\d+$/, `x${FAULT_M}`)} stale`,
});

interface Check {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

const FIRING = 'ALERTS{alertstate="firing"}';

/** What must be so in a scenario: nothing fires before the fault, what rings does in time, and nothing else ever has. */
function checksOf({ rings, already = [], later = {}, alone }: Scenario): readonly Check[] {
  const fault = alone ? secondsOf(alone.fault) / 60 : FAULT_M;
  const end =
    rings.length === 0
      ? QUIET_UNTIL_M
      : fault + Math.max(...rings.map(({ within }) => secondsOf(within) / 60));
  const named = (names: readonly string[]) =>
    [...names].sort().map((name) => ({ labels: `{alertname="${name}"}`, value: 1 }));
  return [
    { expr: `group by (alertname) (${FIRING})`, eval_time: `${fault}m`, exp_samples: named(already) },
    ...rings.map((ring) => inTime(ring, fault)),
    {
      expr: `group by (alertname) (count_over_time(${FIRING}[${end}m]))`,
      eval_time: `${end}m`,
      exp_samples: named([...new Set([...already, ...rings.map(({ alert }) => alert)])]),
    },
    ...Object.entries(later).map(([alert, value]) => ({
      expr: `count by (alertname) (ALERTS{alertname="${alert}",alertstate="firing"})`,
      eval_time: `${LATER_M}m`,
      exp_samples: [{ labels: `{alertname="${alert}"}`, value: Number(value) }],
    })),
  ];
}

function inTime(ring: Ring, fault: number): Check {
  const labels = Object.entries(labelsOf(ring)).map(([label, value]) => `,${label}="${value}"`);
  return {
    expr: `count by (alertname, severity) (ALERTS{alertname="${ring.alert}",alertstate="firing"${labels.join('')}})`,
    eval_time: `${fault + secondsOf(ring.within) / 60}m`,
    exp_samples: [
      {
        labels: `{alertname="${ring.alert}",severity="${severityOf(ring.alert)}"}`,
        value: Number(ring.count ?? 1),
      },
    ],
  };
}

/** The scenario as `promtool test rules` reads it, in JSON, which is YAML. */
export function promtoolTest(scenario: Scenario): string {
  const { name, alone } = scenario;
  const files = alone?.rules ?? ruleFiles().map((file) => file.name);
  return JSON.stringify({
    rule_files: files.map((file) => join(WORKSPACE, RULES, `${file}.yaml`)),
    evaluation_interval: alone?.interval ?? '30s',
    tests: [
      {
        name,
        interval: alone?.interval ?? '1m',
        input_series: samplesOf(scenario),
        promql_expr_test: checksOf(scenario),
      },
    ],
  });
}
