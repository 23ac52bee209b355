import { chosen } from '../dashboards/chosen.ts';
import { dashboards, type Dashboard, type Panel } from '../dashboards/dashboards.ts';
import { alerts } from '../promql/rules.ts';
import type { Curve, Seen, SeenAlert, SeenPanel } from './page.ts';
import { queryRange } from './prometheus-api.ts';

/** What the page looks back on, and how finely: sixty points, s. */
const BACK_S = 300;
const STEP_S = 5;

interface AlertsAnswer {
  readonly data: { readonly alerts: readonly SeenAlert[] };
}

/** Asks Prometheus for its alerts and for every panel of the dashboards. Rates look `rateInterval` back. */
export async function seenBy(prometheus: string, rateInterval: string): Promise<Seen> {
  const response = await fetch(`${prometheus}/api/v1/alerts`);
  const { data } = (await response.json()) as AlertsAnswer;
  const now = Math.floor(Date.now() / 1000);
  const boards = [];
  // One board after the other: a look costs Prometheus no more than a person at Grafana does.
  for (const board of dashboards().values()) boards.push(await boardOf(prometheus, board, now, rateInterval));
  return { at: new Date(), alerts: data.alerts, boards, rules: alerts().length };
}

async function boardOf(
  prometheus: string,
  { title = '', panels = [] }: Dashboard,
  now: number,
  rate: string,
) {
  const asked = panels.map((panel) => panelOf(prometheus, panel, now, rate));
  return { title: title.replace(/^SSBTEK: /, ''), panels: await Promise.all(asked) };
}

async function panelOf(prometheus: string, panel: Panel, now: number, rate: string): Promise<SeenPanel> {
  const { title = '', targets = [], fieldConfig } = panel;
  const curves = targets.map(async ({ expr = '', legendFormat = '' }): Promise<readonly Curve[]> => {
    const query = chosen(expr, { agency: '.*', namespace: '.*', rateInterval: rate });
    const range = { from: now - BACK_S, to: now, step: STEP_S };
    const series = await queryRange(prometheus, query, range);
    return series.map(({ metric, values }) => ({ metric, legend: legendFormat, samples: numbersIn(values) }));
  });
  return { title, unit: fieldConfig?.defaults?.unit ?? '', curves: (await Promise.all(curves)).flat() };
}

const numbersIn = (values: ReadonlyArray<readonly [number, string]>): readonly number[] =>
  values.map(([, text]) => Number(text)).filter((value) => Number.isFinite(value));
