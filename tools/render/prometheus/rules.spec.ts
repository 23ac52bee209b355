import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { knownMetrics } from '../../promql/known.ts';
import { mistakesIn } from '../../promql/mistakes.ts';
import { INHIBITIONS } from './alertmanager.ts';
import { AGENCY_FAILURES } from './agency-failures.ts';
import { FAILURE_RULES } from '@ssbtek/core';
import { GROUPS, JOBS } from './expected.ts';
import { ALERTS, ruleGroups } from './groups.ts';
import { firesWithin, runbookOf } from './rule.ts';
import { duration, windows } from './time.ts';

const rules = ruleGroups().flatMap((group) => group.rules);
const KNOWN = knownMetrics(ruleGroups());

describe('every rule', () => {
  it.each(rules.map((rule) => ['alert' in rule ? rule.alert : rule.record, rule.expr] as const))(
    '%s asks for what there is',
    (_, expr) => {
      expect(mistakesIn(expr, KNOWN)).toEqual([]);
    },
  );
  it('is as long at the scale of tests, and shorter in time', () => {
    const scaled = ruleGroups({ scale: 30 }).flatMap((group) => group.rules);
    expect(scaled.map((rule) => Object.keys(rule))).toEqual(rules.map((rule) => Object.keys(rule)));
    expect(JSON.stringify(scaled)).not.toMatch(/\[(?:5m|15m|1h)\]|"for":"(?:1|2|5|10|15)m"/);
  });
});

describe('every alert', () => {
  it('has a name of its own, and no text that is worked out while it fires', () => {
    const alerts = rules.flatMap((rule) => ('alert' in rule ? [rule] : []));
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(ALERTS.length);
    for (const { annotations } of alerts) expect(JSON.stringify(annotations)).not.toContain('{{');
  });
  it('that silences or is silenced exists', () => {
    const names = ALERTS.map(({ name }) => name);
    for (const { when, silences } of INHIBITIONS)
      expect(names).toEqual(expect.arrayContaining([when, ...silences]));
  });
  it('promises more time than it takes to hold', () => {
    for (const alert of ALERTS) expect(firesWithin(alert)).toBeGreaterThan(alert.for);
  });
});

it('an agency in the registry is expected as job and as group', () => {
  for (const { descriptor } of BASTJANSTER) {
    expect(JOBS).toContain(`worker-${descriptor.kod}`);
    expect(GROUPS).toContain(`ssbtek-worker-${descriptor.kod}`);
  }
});

it('what is a failure of an agency is what counts against its breaker, and the open breaker', () => {
  const counted = Object.entries(FAILURE_RULES).filter(([, rule]) => rule.countsAgainstBreaker);
  expect([...AGENCY_FAILURES].sort()).toEqual([...counted.map(([kind]) => kind), 'breaker-open'].sort());
});

describe('time', () => {
  it.each([
    [1, '1s'],
    [90, '90s'],
    [300, '5m'],
    [5400, '90m'],
    [86_400, '1d'],
    [0.5, '1s'],
  ])('%f s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
  it('is shortened by the scale, to a second at least', () => {
    const w = windows(30);
    expect([w(300), w(3600), w(15), w.seconds(3600)]).toEqual(['10s', '2m', '1s', 120]);
  });
  it.each([
    ['ErrorBudgetBurnsFast', 'error-budget-burns-fast'],
    ['AgencyDown', 'agency-down'],
  ])('the runbook of %s is %s', (name, file) => {
    expect(runbookOf(name)).toBe(file);
  });
});
