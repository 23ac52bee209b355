import type { Dashboard, Panel, Place, Step } from './dashboards.ts';

/** The oldest form that the dashboards' Grafana (11 and later) does not have to rewrite. */
const LEAST_SCHEMA = 39;
const COLUMNS = 24;
/** Variables that Grafana itself has. */
const BUILT_IN = /^__/;

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{?(\w+)\}?/g)].flatMap(([, name]) => (name && !BUILT_IN.test(name) ? [name] : []));

const inOrder = (steps: readonly Step[]): boolean =>
  steps.every(({ value }, i) => {
    const before = steps[i - 1]?.value;
    return i === 0 ? value === null : value !== null && (before == null || before < value);
  });

function panelMistakes(panel: Panel): readonly string[] {
  const { title = '', gridPos, targets = [] } = panel;
  const refIds = targets.map(({ refId }) => refId);
  const steps = panel.fieldConfig?.defaults?.thresholds?.steps;
  return [
    title === '' && 'a panel has no title',
    targets.length === 0 && 'has no query',
    (refIds.includes(undefined) || new Set(refIds).size < refIds.length) &&
      'has queries without a refId of their own',
    targets.some(({ datasource }) => !datasource?.uid) && 'has a query without datasource',
    targets.some(({ expr }) => !expr) && 'has a query without expr',
    (!gridPos || gridPos.x + gridPos.w > COLUMNS || gridPos.w < 1 || gridPos.h < 1) &&
      'does not fit into 24 columns',
    steps && !inOrder(steps) && 'has thresholds that do not rise',
  ].flatMap((mistake) => (mistake ? [`${title}: ${mistake}`] : []));
}

/** What Grafana would not take, or would show wrongly. */
export function mistakesInDashboard(dashboard: Dashboard): readonly string[] {
  const { panels = [] } = dashboard;
  const defined = new Set((dashboard.templating?.list ?? []).map(({ name }) => name));
  const used = variablesIn(JSON.stringify(panels) + JSON.stringify(dashboard.templating));
  const ids = panels.map(({ id }) => id);
  return [
    ...(dashboard.uid ? [] : ['no uid']),
    ...((dashboard.schemaVersion ?? 0) >= LEAST_SCHEMA ? [] : ['schemaVersion is too old']),
    ...(new Set(ids).size === ids.length && !ids.includes(undefined)
      ? []
      : ['panels share an id or have none']),
    ...[...new Set(used)].filter((name) => !defined.has(name)).map((name) => `no variable $${name}`),
    ...panels.flatMap(panelMistakes),
    ...panels.flatMap((one, i) =>
      panels
        .slice(i + 1)
        .filter(({ gridPos }) => one.gridPos && gridPos && overlap(one.gridPos, gridPos))
        .map(({ title }) => `${one.title} overlaps ${title}`),
    ),
  ];
}
