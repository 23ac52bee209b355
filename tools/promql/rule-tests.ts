import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';
import { secondsOf, type AlertRule } from './rules.ts';

/** One test of a file that `promtool test rules` reads. */
export interface RuleTest {
  /** `<Alert> rings: …` or `<Alert> is silent: …`. */
  readonly name: string;
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/** Folder of the tests of the rules, below the workspace. */
export const RULE_TESTS = 'deploy/prometheus/tests';

/** All tests of the rules. */
export const ruleTests = (): readonly RuleTest[] =>
  globSync(`${RULE_TESTS}/*.yaml`, { cwd: WORKSPACE }).flatMap(
    (path) => (parse(readFileSync(join(WORKSPACE, path), 'utf8')) as { tests: readonly RuleTest[] }).tests,
  );

const selectorOf = (alert: string): string => `ALERTS{alertname="${alert}",alertstate="firing"`;

/** In the test the alert is silent, and then fires in the time that it promises. */
const ringsInTime =
  ({ alert, annotations }: AlertRule) =>
  ({ promql_expr_test: [before, after] }: RuleTest): boolean =>
    before !== undefined &&
    after !== undefined &&
    [before, after].every(({ expr }) => expr.startsWith(selectorOf(alert))) &&
    before.exp_samples.length === 0 &&
    after.exp_samples.length > 0 &&
    secondsOf(after.eval_time) - secondsOf(before.eval_time) <= secondsOf(annotations.fires_within);

/** In the test the alert fires at no moment of at least twenty minutes. */
const staysSilent =
  ({ alert }: AlertRule) =>
  ({ promql_expr_test: [all] }: RuleTest): boolean => {
    const range = all?.expr.startsWith(`count_over_time(${selectorOf(alert)}`)
      ? /\[(\w+)\]\)$/.exec(all.expr)?.[1]
      : undefined;
    return range !== undefined && secondsOf(range) >= 1200 && all?.exp_samples.length === 0;
  };

/** What an alert lacks in its tests: one that sees it fire in time, one that sees it silent, and what those named after it must show. */
export function missingTests(alert: AlertRule, tests: readonly RuleTest[]): readonly string[] {
  const named = (what: string) => tests.filter(({ name }) => name.startsWith(`${alert.alert} ${what}: `));
  const [rings, silent] = [named('rings'), named('is silent')];
  const wrong = [
    ...rings.filter((test) => !ringsInTime(alert)(test)),
    ...silent.filter((test) => !staysSilent(alert)(test)),
  ];
  return [
    ...(rings.length === 0 ? [`no test "${alert.alert} rings: …"`] : []),
    ...(silent.length === 0 ? [`no test "${alert.alert} is silent: …"`] : []),
    ...wrong.map(({ name }) => `"${name}" does not show it`),
  ];
}
