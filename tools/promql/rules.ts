import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';

/** `page`: somebody gets up now. `ticket`: somebody looks at it on the next working day. */
export type Severity = 'page' | 'ticket';

/** A recording rule. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** An alert. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: Severity; readonly service: string };
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook_url' | 'fires_within', string>>;
}

/** A group of rules, as Prometheus has them. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}

/** Folder of the rule files, below the workspace. */
export const RULES = 'deploy/helm/files/rules';

/** A file of rules: its name without the ending, and its text. */
export interface RuleFile {
  readonly name: string;
  readonly text: string;
}

/** The rule files, by name. */
export const ruleFiles = (): readonly RuleFile[] =>
  globSync(`${RULES}/*.yaml`, { cwd: WORKSPACE })
    .sort()
    .map((path) => ({ name: basename(path, '.yaml'), text: readFileSync(join(WORKSPACE, path), 'utf8') }));

/** All groups of the rule files. */
export const ruleGroups = (): readonly RuleGroup[] =>
  ruleFiles().flatMap(({ text }) => (parse(text) as { readonly groups: readonly RuleGroup[] }).groups);

/** Every alert there is. */
export const alerts = (): readonly AlertRule[] =>
  ruleGroups().flatMap(({ rules }) => rules.flatMap((rule) => ('alert' in rule ? [rule] : [])));

/** Where the runbooks are found; an installation puts the address of its own copy here. */
export const RUNBOOKS = 'https://runbooks.ssbtek.example';

/** The address of an alert's runbook: its name in kebab-case. */
export const runbookOf = (alert: string): string =>
  `${RUNBOOKS}/${alert.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.md`;

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * Seconds of a duration as Prometheus writes it: `90s`, `1h30m`.
 * @throws where it is none
 */
export function secondsOf(duration: string): number {
  if (!/^(?:\d+[smhd])+$/.test(duration)) throw new Error(`${duration} is no duration`);
  return [...duration.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS],
    0,
  );
}
