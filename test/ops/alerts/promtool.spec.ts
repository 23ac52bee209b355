import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../../tools/programs/program.ts';
import { ALERTS, ruleGroups } from '../../../tools/render/prometheus/groups.ts';
import { EVALUATION_INTERVAL, firesWithin, type AlertRule } from '../../../tools/render/prometheus/rule.ts';
import type { Case } from './case.ts';
import { AGENCY_CASES } from './cases/agencies.ts';
import { FLOW_CASES } from './cases/flow.ts';
import { RUNTIME_CASES } from './cases/runtime.ts';
import { SLO_CASES } from './cases/slo.ts';
import { SECONDS_BETWEEN, type Series } from './series.ts';

const run = promisify(execFile);
const CASES: readonly Case[] = [...SLO_CASES, ...AGENCY_CASES, ...FLOW_CASES, ...RUNTIME_CASES];

/** Where a target is known by its address only, and where it has a pod and a namespace too. */
const PLACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  local: { instance: '127.0.0.1:9464' },
  kubernetes: { instance: '10.0.0.7:9464', namespace: 'ssbtek', pod: 'ssbtek-x-1' },
};

type Target = Readonly<Record<string, string>>;

const input = ({ metric, labels, values }: Series, target: Target): object => {
  const all = Object.entries({ ...target, ...labels }).map(([name, value]) => `${name}="${value}"`);
  return { series: `${metric}{${all.join(',')}}`, values };
};

const rules = new Map(
  ruleGroups()
    .flatMap((group) => group.rules)
    .flatMap((rule) => ('alert' in rule ? [[rule.alert, rule] as const] : [])),
);

function expected({ alert, labels, ofProcess }: Case, target: Target): object {
  const rule = rules.get(alert) as AlertRule;
  const from = ofProcess ? target : target['namespace'] ? { namespace: target['namespace'] } : {};
  return { exp_labels: { ...rule.labels, ...from, ...labels }, exp_annotations: rule.annotations };
}

const promise = (name: string): number => {
  const alert = ALERTS.find((one) => one.name === name);
  if (!alert) throw new Error(`no alert ${name}`);
  return firesWithin(alert);
};

/** Minutes to the end of the series. */
const lengthOf = (series: readonly Series[]): number =>
  Math.max(
    ...series.map(({ values }) =>
      values.split(' ').reduce((sum, part) => {
        const count = Number(/x(\d+)$/.exec(part)?.[1] ?? 0);
        return sum + count + (part.startsWith('_') ? 0 : 1);
      }, 0),
    ),
  ) *
  (SECONDS_BETWEEN / 60);

const at = (alert: Case, seconds: number, exp_alerts: readonly object[]): object => ({
  eval_time: `${Math.ceil(seconds)}s`,
  alertname: alert.alert,
  exp_alerts,
});

/** Silent until the fault begins, firing when its time is up. */
const firing = (one: Case, target: Target): object => ({
  interval: '15s',
  input_series: one.fires.map((series) => input(series, target)),
  alert_rule_test: [
    at(one, one.after * 60 - SECONDS_BETWEEN, []),
    at(one, one.after * 60 + promise(one.alert), [expected(one, target)]),
  ],
});

/** Silent at every evaluation, from the moment on when what is long over was long ago. */
const silent = (one: Case, target: Target): object => {
  const from = (one.silentFrom ?? 0) * 60;
  const steps = Math.floor((lengthOf(one.silent) * 60 - from) / EVALUATION_INTERVAL) - 1;
  return {
    interval: '15s',
    input_series: one.silent.map((series) => input(series, target)),
    alert_rule_test: Array.from({ length: steps + 1 }, (_, i) => at(one, from + i * EVALUATION_INTERVAL, [])),
  };
};

describe('the rules, in the time that operators live in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-rules-'));
  let promtool: string;
  beforeAll(async () => {
    promtool = await program('promtool');
    for (const group of ruleGroups())
      writeFileSync(join(folder, `${group.name}.yaml`), stringify({ groups: [group] }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Alerts outside the group of the SLO need nothing of it, and are tried much faster without. */
  const filesFor = ({ alert }: Case): readonly string[] =>
    ruleGroups()
      .map(({ name }) => name)
      .filter((name) => name.endsWith('-slo') === SLO_CASES.some((one) => one.alert === alert))
      .map((name) => `${name}.yaml`);

  /** What promtool says; empty when all is as it should be. */
  async function outcome(one: Case, ...tests: readonly object[]): Promise<string> {
    const file = join(folder, `${crypto.randomUUID()}.yaml`);
    const rule_files = filesFor(one);
    writeFileSync(file, stringify({ rule_files, evaluation_interval: `${EVALUATION_INTERVAL}s`, tests }));
    return run(promtool, ['test', 'rules', file]).then(
      () => '',
      ({ stdout = '', stderr = '' }: { stdout?: string; stderr?: string }) =>
        (stdout + stderr).slice(0, 1500),
    );
  }

  it('every alert is tried', () => {
    expect([...new Set(CASES.map(({ alert }) => alert))].sort()).toEqual(
      ALERTS.map(({ name }) => name).sort(),
    );
  });

  it.each(CASES.map((one) => [one.alert, one] as const))('%s fires in time', async (_, one) => {
    expect(await outcome(one, ...Object.values(PLACES).map((target) => firing(one, target)))).toBe('');
  });

  it.each(CASES.map((one) => [one.alert, one.silentAt, one] as const))(
    '%s is silent: %s',
    async (_a, _b, one) => {
      expect(await outcome(one, ...Object.values(PLACES).map((target) => silent(one, target)))).toBe('');
    },
  );

  it('a wrong expectation is noticed', async () => {
    const [one] = CASES as [Case];
    const never = { ...one, fires: one.silent, after: 1 };
    expect(await outcome(one, firing(never, PLACES['local'] ?? {}))).toContain('FAILED');
  });
});
