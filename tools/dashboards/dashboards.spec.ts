import { describe, expect, it } from 'vitest';
import { allMetrics } from '@ssbtek/telemetry';
import { knownMetrics } from '../promql/known.ts';
import { labelsIn, mistakesIn } from '../promql/mistakes.ts';
import { alerts, ruleGroups, runbookOf } from '../promql/rules.ts';
import { chosen } from './chosen.ts';
import { alertsOf, dashboards, queriesOf, type Dashboard } from './dashboards.ts';
import { mistakesInDashboard } from './mistakes.ts';

const KNOWN = knownMetrics(ruleGroups());
const ALERTS = alerts().map(({ alert }) => alert);
const DASHBOARDS = dashboards();
const panels = [...DASHBOARDS.values()].flatMap((dashboard) =>
  (dashboard.panels ?? []).map((panel) => [panel.title ?? '', panel] as const),
);
const asked = (expr: string): string =>
  chosen(expr, { agency: 'csn', namespace: 'ssbtek', rateInterval: '1m' });

describe('every panel', () => {
  it.each(panels)('%s', (_, panel) => {
    for (const { expr = '', legendFormat: legend = '' } of panel.targets ?? []) {
      // Several installations in one Prometheus: no selector looks at all of them.
      expect(expr.match(/\{[^}]*\}/g)?.length, expr).toBe(expr.match(/\$namespace/g)?.length);
      for (const [name] of expr.matchAll(/\b(?:ssbtek[_:]|kube_|nodejs_|process_|ALERTS)\w[\w:]*/g))
        expect(expr).toContain(`${name}{namespace=~"$namespace"`);
      expect(mistakesIn(asked(expr), KNOWN)).toEqual([]);
      const labels = labelsIn(asked(expr), KNOWN);
      for (const [, label] of legend.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(label);
    }
    expect(panel.title).toMatch(/\?$/);
    for (const [alert, url] of alertsOf(panel))
      expect([ALERTS.includes(alert), url]).toEqual([true, runbookOf(alert)]);
  });
});

describe('the dashboards', () => {
  it('ask every question once', () => {
    expect(new Set(panels.map(([title]) => title)).size).toBe(panels.length);
  });
  it('show every metric of the catalogue', () => {
    const all = panels.flatMap(([, panel]) => queriesOf(panel)).join('\n');
    // Of these two the recorded series is shown.
    const recorded = ['ssbtek_agency_replies_total'];
    const missing = allMetrics().filter(({ name }) => !recorded.includes(name) && !all.includes(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
  it('lead to the runbook of every alert', () => {
    const linked = new Set(panels.flatMap(([, panel]) => alertsOf(panel).map(([alert]) => alert)));
    expect(ALERTS.filter((name) => !linked.has(name))).toEqual([]);
  });
  it.each([...DASHBOARDS])('%s is what Grafana imports, under the uid of its name', (file, dashboard) => {
    expect(mistakesInDashboard(dashboard)).toEqual([]);
    expect(file).toMatch(new RegExp(`/${dashboard.uid}[.]json$`));
  });
});

describe('what Grafana would not take is found:', () => {
  const [whole] = DASHBOARDS.values();
  /** A dashboard with one thing in it replaced. */
  function spoilt(path: string, value: unknown): Dashboard {
    const dashboard = JSON.parse(JSON.stringify(whole)) as Record<string, unknown>;
    const [last = '', ...before] = path.split('.').reverse();
    let at = dashboard;
    for (const key of before.reverse()) at = at[key] as Record<string, unknown>;
    at[last] = value;
    return dashboard;
  }
  it.each<[string, string, unknown, RegExp]>([
    ['an old schema', 'schemaVersion', 16, /schemaVersion/],
    ['no uid', 'uid', undefined, /uid/],
    ['two panels with one id', 'panels.1.id', whole?.panels?.[0]?.id, /share an id/],
    ['panels on top of each other', 'panels.1.gridPos.x', 0, /overlaps/],
    ['a panel that is too wide', 'panels.0.gridPos.w', 30, /24 columns/],
    ['a query without a name', 'panels.0.targets.0.refId', undefined, /refId/],
    ['a query without a source', 'panels.0.targets.0.datasource', undefined, /datasource/],
    ['a query without a text', 'panels.0.targets.0.expr', '', /expr/],
    ['a panel without queries', 'panels.0.targets', [], /no query/],
    ['a variable that is not there', 'panels.0.targets.0.expr', 'up{job="$nobody"}', /\$nobody/],
    ['variables that are not there', 'templating.list', [], /\$datasource[^]*\$agency/],
    ['a panel without a title', 'panels.0.title', '', /title/],
    ['thresholds in disorder', 'panels.0.fieldConfig.defaults.thresholds.steps.0.value', 9, /thresholds/],
  ])('%s', (_, path, value, message) => {
    expect(mistakesInDashboard(spoilt(path, value)).join('\n')).toMatch(message);
  });
});
