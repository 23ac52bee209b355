import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FAILURE_RULES } from '@ssbtek/core';
import { allMetrics } from '@ssbtek/telemetry';
import { WORKSPACE } from '../build/bundle.ts';
import { knownMetrics, TARGET_LABELS } from './known.ts';
import { mistakesIn } from './mistakes.ts';
import { missingTests, RULE_TESTS, ruleTests, type RuleTest } from './rule-tests.ts';
import { alerts, ruleFiles, ruleGroups, RULES, runbookOf, secondsOf, type AlertRule } from './rules.ts';

const rules = ruleGroups().flatMap((group) => group.rules);
const KNOWN = knownMetrics(ruleGroups());
const ALERTS = alerts();
const TESTS = ruleTests();

/** What is wrong with an alert besides its query. */
function mistakesInAlert({ alert, labels, annotations, ...rest }: AlertRule): readonly string[] {
  const inMetrics = new Set([...TARGET_LABELS, ...allMetrics().flatMap((metric) => metric.labels)]);
  const words = ['summary', 'description', 'runbook_url', 'fires_within'];
  return [
    ...(['page', 'ticket'].includes(labels.severity) ? [] : [`severity ${labels.severity}`]),
    ...(labels.service === 'ssbtek' ? [] : [`service ${labels.service}`]),
    // It would overwrite what tells which agency, group or process is meant.
    ...Object.keys(labels).filter((label) => inMetrics.has(label)),
    ...(Object.keys(annotations).join() === words.join()
      ? []
      : [`annotations ${Object.keys(annotations).join()}`]),
    ...(annotations.runbook_url === runbookOf(alert) ? [] : [`runbook ${annotations.runbook_url}`]),
    // Tests look at labels only: no text may be worked out while it fires.
    ...(JSON.stringify(annotations).includes('{{') ? ['a template'] : []),
    ...(secondsOf(annotations.fires_within) > secondsOf(rest.for ?? '0s')
      ? []
      : ['promises less than it waits']),
  ];
}

describe('every rule', () => {
  it.each(rules.map((rule) => ['alert' in rule ? rule.alert : rule.record, rule.expr] as const))(
    '%s asks for what there is',
    (_, expr) => {
      expect(mistakesIn(expr, KNOWN)).toEqual([]);
    },
  );
  it.each(rules.map(({ expr }) => [expr]))(
    'keeps installations apart, and from what is not ours: %s',
    (expr) => {
      const kept = [...expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].map(([, labels = '']) =>
        labels.split(', '),
      );
      for (const labels of kept) expect(labels).toContain('namespace');
      expect(expr).not.toMatch(/\b(?:without|ignoring) \(|\b(?:sum|max|min|count|group|avg) \(/);
      for (const [, after] of expr.matchAll(/\b(?:up|nodejs_\w+|process_start_\w+)\b(.{0,6})/g))
        expect(after).toBe('{mesh=');
      for (const [, after] of expr.matchAll(/\bkafka_\w+\b(.{0,7})/g)) expect(after).toBe('{kafka=');
    },
  );
  it('is in a file of its concern', () => {
    for (const { name, text } of ruleFiles())
      expect((parse(text) as { groups: { name: string }[] }).groups.map((group) => group.name)).toEqual([
        `ssbtek-${name}`,
      ]);
    expect(readdirSync(join(WORKSPACE, RULE_TESTS)).sort()).toEqual(
      readdirSync(join(WORKSPACE, RULES)).sort(),
    );
  });
});

describe('every alert', () => {
  it.each(ALERTS.map((alert) => [alert.alert, alert] as const))(
    '%s says what it must, and is tried',
    (_, alert) => {
      expect([...mistakesInAlert(alert), ...missingTests(alert, TESTS)]).toEqual([]);
    },
  );
  it('has a name of its own, and is what tests are named after', () => {
    const names = ALERTS.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    const tried = new Set(TESTS.map(({ name }) => /^(\w+) (?:rings|is silent): ./.exec(name)?.[1]));
    expect([...tried].sort()).toEqual([...names].sort());
  });
});

describe('what is wrong with an alert is seen:', () => {
  const good = ALERTS.find(({ alert }) => alert === 'AgencyDown') as AlertRule;
  const labels = (more: object): object => ({ ...good, labels: { ...good.labels, ...more } });
  const says = (more: object): object => ({ ...good, annotations: { ...good.annotations, ...more } });
  it.each<[string, object, string]>([
    ['a severity that nobody is told of', labels({ severity: 'critical' }), 'severity critical'],
    ['a label of the metric', labels({ agency: 'x' }), 'agency'],
    ["another alert's runbook", says({ runbook_url: runbookOf('Overload') }), 'runbook'],
    ['a word more', says({ dashboard: 'x' }), 'annotations'],
    ['text that is worked out', says({ summary: '{{ $value }}' }), 'a template'],
    ['a promise that it cannot keep', says({ fires_within: '2m' }), 'promises less'],
  ])('%s', (_, alert, mistake) => {
    expect(mistakesInAlert(alert as AlertRule).join()).toContain(mistake);
  });

  const own = TESTS.filter(({ name }) => name.startsWith('AgencyDown'));
  const changed = (what: 'rings' | 'silent', change: (text: string) => string): readonly RuleTest[] =>
    own.map((test) =>
      test.name.includes(what) ? (JSON.parse(change(JSON.stringify(test))) as RuleTest) : test,
    );
  it.each<[string, readonly RuleTest[], RegExp]>([
    ['no firing test', own.filter(({ name }) => name.includes('silent')), /no test "AgencyDown rings/],
    ['no silent test', own.filter(({ name }) => name.includes('rings')), /no test "AgencyDown is silent/],
    [
      'firing later than promised',
      changed('rings', (text) => text.replaceAll('37m', '38m')),
      /does not show/,
    ],
    [
      'firing all the time',
      changed('rings', (text) => text.replace('"exp_samples":[]', '"exp_samples":[{}]')),
      /does not/,
    ],
    [
      'firing of another',
      changed('rings', (text) => text.replaceAll('"AgencyDown\\"', '"Overload\\"')),
      /does not/,
    ],
    [
      'silence of another',
      changed('silent', (text) => text.replaceAll('AgencyDown\\",a', 'Overload\\",a')),
      /does not/,
    ],
    ['a short silence', changed('silent', (text) => text.replaceAll('[60m]', '[5m]')), /does not show/],
  ])('%s', (_, tests, mistake) => {
    expect(missingTests(good, tests).join()).toMatch(mistake);
  });
});

describe('Alertmanager', () => {
  interface Inhibition {
    readonly source_matchers: readonly [string];
    readonly target_matchers: readonly [string];
    readonly equal: readonly string[];
  }
  const { inhibit_rules, route, receivers } = parse(
    readFileSync(join(WORKSPACE, 'deploy/alertmanager/alertmanager.yaml'), 'utf8'),
  ) as {
    inhibit_rules: readonly Inhibition[];
    route: { routes: readonly { receiver: string; matchers: readonly string[] }[] };
    receivers: readonly { name: string }[];
  };
  const namesIn = (matcher: string): readonly string[] => (/"(.+)"/.exec(matcher)?.[1] ?? '').split('|');
  const pairs = inhibit_rules.flatMap(({ source_matchers: [from], target_matchers: [to], equal }) =>
    namesIn(from).flatMap((when) => namesIn(to).map((silenced) => ({ when, silenced, equal }))),
  );

  it('silences only alerts that exist, about the same service of the same agency in the same installation', () => {
    const labels = allMetrics().flatMap((metric) => metric.labels);
    const groupedBy = (name: string): readonly string[] =>
      [...(ALERTS.find(({ alert }) => alert === name)?.expr ?? '').matchAll(/\bby \(([^)]*)\)/g)].flatMap(
        ([, list = '']) => list.split(', ').filter((label) => labels.includes(label)),
      );
    const known = ALERTS.map(({ alert }) => alert);
    for (const { when, silenced, equal } of pairs) {
      expect(known).toEqual(expect.arrayContaining([when, silenced]));
      const shared = groupedBy(silenced).filter((label) => groupedBy(when).includes(label));
      expect(equal, `${when} silences ${silenced}`).toEqual(expect.arrayContaining(['namespace', ...shared]));
    }
  });
  it('has a receiver for each severity', () => {
    expect(route.routes.map(({ receiver, matchers }) => [receiver, ...matchers])).toEqual([
      ['page', 'severity="page"'],
      ['ticket', 'severity="ticket"'],
    ]);
    expect(receivers.map(({ name }) => name)).toEqual(['page', 'ticket']);
  });
});

it('what is a failure of an agency is what counts against its breaker, and the open breaker', () => {
  const counted = Object.entries(FAILURE_RULES).filter(([, rule]) => rule.countsAgainstBreaker);
  const matchers = rules.flatMap(({ expr }) =>
    [...expr.matchAll(/agency_calls_total\{result=~"([^"]+)"/g)].map(([, kinds = '']) =>
      kinds.split('|').sort().join(),
    ),
  );
  expect([...new Set(matchers)]).toEqual([[...counted.map(([kind]) => kind), 'breaker-open'].sort().join()]);
});

it.each([
  ['90s', 90],
  ['1h30m', 5400],
  ['3d', 259_200],
])('%s is %d s', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
  expect(() => secondsOf(`${text} `)).toThrow('no duration');
});
