import { describe, expect, it } from 'vitest';
import { allMetrics } from '@ssbtek/telemetry';
import { knownMetrics } from '../../promql/known.ts';
import { labelsIn, mistakesIn } from '../../promql/mistakes.ts';
import { alerts, ruleGroups } from '../../promql/rules.ts';
import { chosen } from './chosen.ts';
import { laidOut } from './layout.ts';
import { grafanaDashboard, steps } from './make.ts';
import type { Panel } from './panel.ts';
import { AGENCIES } from './dashboards/agencies.ts';
import { DASHBOARDS } from './render.ts';
import { mistakesInDashboard } from './validate.ts';

const KNOWN = knownMetrics(ruleGroups());
const ALERTS = alerts().map(({ alert }) => alert);
const panels = DASHBOARDS.flatMap((dashboard) =>
  dashboard.panels.map((panel) => [panel.title, panel] as const),
);
const asked = (expr: string): string =>
  chosen(expr, { agency: 'csn', namespace: 'ssbtek', rateInterval: '1m' });

describe('every panel', () => {
  it.each(panels)('%s', (_, panel) => {
    for (const { expr, legend } of panel.queries) {
      // Several installations in one Prometheus: no selector looks at all of them.
      expect(expr.match(/\{[^}]*\}/g)?.length, expr).toBe(expr.match(/\$namespace/g)?.length);
      for (const [name] of expr.matchAll(/\b(?:ssbtek[_:]|kube_|nodejs_|process_|ALERTS)\w[\w:]*/g))
        expect(expr).toContain(`${name}{namespace=~"$namespace"`);
      expect(mistakesIn(asked(expr), KNOWN)).toEqual([]);
      const labels = labelsIn(asked(expr), KNOWN);
      for (const [, label] of legend.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(label);
    }
    expect(panel.title).toMatch(/\?$/);
    expect(ALERTS).toEqual(expect.arrayContaining([...(panel.alerts ?? [])]));
  });
});

describe('the dashboards', () => {
  it('ask every question once', () => {
    expect(new Set(panels.map(([title]) => title)).size).toBe(panels.length);
  });
  it('show every metric of the catalogue', () => {
    const all = panels.flatMap(([, panel]) => panel.queries.map(({ expr }) => expr)).join('\n');
    // Of these two the recorded series is shown.
    const recorded = ['ssbtek_agency_replies_total'];
    const missing = allMetrics().filter(({ name }) => !recorded.includes(name) && !all.includes(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
  it('lead to the runbook of every alert', () => {
    const linked = new Set(panels.flatMap(([, panel]) => panel.alerts ?? []));
    expect(ALERTS.filter((name) => !linked.has(name))).toEqual([]);
  });
  it.each(DASHBOARDS.map((dashboard) => [dashboard.title, dashboard] as const))(
    '%s is what Grafana imports',
    (_, dashboard) => {
      expect(mistakesInDashboard(grafanaDashboard(dashboard))).toEqual([]);
    },
  );
});

describe('what Grafana would not take is found:', () => {
  /** The dashboard with one thing in it replaced. */
  function spoilt(path: string, value: unknown): ReturnType<typeof grafanaDashboard> {
    const dashboard = JSON.parse(JSON.stringify(grafanaDashboard(AGENCIES))) as Record<string, unknown>;
    const [last = '', ...before] = path.split('.').reverse();
    let at = dashboard;
    for (const key of before.reverse()) at = at[key] as Record<string, unknown>;
    at[last] = value;
    return dashboard;
  }
  const [first] = grafanaDashboard(AGENCIES).panels ?? [];
  it.each<[string, string, unknown, RegExp]>([
    ['an old schema', 'schemaVersion', 16, /schemaVersion/],
    ['no uid', 'uid', undefined, /uid/],
    ['two panels with one id', 'panels.1.id', (first as { id?: number }).id, /share an id/],
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

describe('layout', () => {
  const panel = (title: string, kind: Panel['kind'], width?: number): Panel => ({
    title,
    kind,
    unit: 'short',
    queries: [],
    ...(width !== undefined && { width }),
  });
  it('fills rows from left to right, as high as their highest panel', () => {
    const places = laidOut([
      panel('a', 'number', 6),
      panel('b', 'graph'),
      panel('c', 'graph'),
      panel('d', 'graph'),
    ]);
    expect(places.map(({ gridPos: { x, y } }) => [x, y])).toEqual([
      [0, 0],
      [6, 0],
      [0, 8],
      [12, 8],
    ]);
  });
  it('gives a panel the same number wherever it stands', () => {
    const alone = laidOut([panel('b', 'graph')])[0]?.id;
    expect(laidOut([panel('a', 'graph'), panel('b', 'graph')])[1]?.id).toBe(alone);
  });
});

describe('thresholds', () => {
  it.each([
    [{ warn: 1, bad: 2 }, 'null:green 1:yellow 2:red'],
    [{ bad: 2 }, 'null:green 2:red'],
    [{ warn: 2, bad: 1, downwards: true as const }, 'null:red 1:yellow 2:green'],
    [{ bad: 1, downwards: true as const }, 'null:red 1:green'],
  ])('%o', (thresholds, written) => {
    expect(
      steps(thresholds)
        .map(({ value, color }) => `${value}:${color}`)
        .join(' '),
    ).toBe(written);
  });
});
