import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as NumberBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as GraphBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { runbookOf } from '../../promql/rules.ts';
import { laidOut, type Place } from './layout.ts';
import type { Dashboard, Panel, Thresholds } from './panel.ts';
import { metric } from './promql.ts';
import type { GrafanaDashboard } from './validate.ts';

/** Whatever Prometheus the reader has chosen. */
const SOURCE = { type: 'prometheus', uid: '${datasource}' };
const TAG = 'ssbtek';

const [GREEN, YELLOW, RED] = ['green', 'yellow', 'red'];

/** The lowest step has no value of its own. */
export function steps({ warn, bad, downwards }: Thresholds): readonly Threshold[] {
  const rising = [
    ...(warn === undefined ? [] : [{ value: warn, color: YELLOW }]),
    { value: bad, color: RED },
  ];
  if (!downwards) return [{ value: null, color: GREEN }, ...rising];
  const falling = [
    { value: bad, color: warn === undefined ? GREEN : YELLOW },
    ...(warn === undefined ? [] : [{ value: warn, color: GREEN }]),
  ];
  return [{ value: null, color: RED }, ...falling];
}

const runbookLink = (alert: string): DashboardLinkBuilder =>
  new DashboardLinkBuilder(`Runbook: ${alert}`)
    .type(DashboardLinkType.Link)
    .url(runbookOf(alert))
    .targetBlank(true);

const REF_IDS = 'ABCDEFGHIJ';

const targets = ({ kind, queries }: Panel): DataqueryBuilder[] =>
  queries.map(({ expr, legend, exemplars }, i) => {
    const target = new DataqueryBuilder()
      .refId(REF_IDS[i] ?? 'Z')
      .datasource(SOURCE)
      .expr(expr)
      .legendFormat(legend);
    if (kind === 'number') return target.instant();
    return exemplars ? target.range().exemplar(true) : target.range();
  });

const graph = (): GraphBuilder =>
  new GraphBuilder()
    .showPoints(VisibilityMode.Auto)
    .fillOpacity(5)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));

function panelOf(panel: Panel, { id, gridPos }: Place): GraphBuilder | NumberBuilder {
  const builder =
    panel.kind === 'number'
      ? new NumberBuilder().reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
      : graph();
  builder
    .id(id)
    .title(panel.title)
    .gridPos(gridPos)
    .datasource(SOURCE)
    .unit(panel.unit)
    .targets(targets(panel))
    .links((panel.alerts ?? []).map(runbookLink));
  if (panel.hint !== undefined) builder.description(panel.hint);
  if (panel.thresholds) {
    builder.thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps(panel.thresholds)]),
    );
    if (builder instanceof GraphBuilder)
      builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  return builder;
}

const chooseSource = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus');

const chooseFrom = (name: string, label: string, query: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(SOURCE)
    .query({ query, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current({ text: 'All', value: '$__all' });

const chooseAgencies = (): QueryVariableBuilder =>
  chooseFrom('agency', 'Agency', `label_values(${metric('agency_concurrency_limit')}, agency)`).allValue(
    '.+',
  );

/** `.*` is also those without one. */
const chooseNamespace = (): QueryVariableBuilder =>
  chooseFrom('namespace', 'Namespace', 'label_values(ssbtek_build_info, namespace)').allValue('.*');

/** A dashboard as Grafana imports it. */
export function grafanaDashboard({ uid, title, description, agencies, panels }: Dashboard): GrafanaDashboard {
  // The form that is to follow is read by Grafana 12 and later only.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([TAG])
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .withVariable(chooseSource())
    .withVariable(chooseNamespace())
    .link(
      new DashboardLinkBuilder('SSBTEK')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .keepTime(true)
        .asDropdown(false),
    );
  if (agencies) builder.withVariable(chooseAgencies());
  const places = laidOut(panels);
  panels.forEach((panel, i) => {
    const place = places[i];
    if (place) builder.withPanel(panelOf(panel, place));
  });
  return builder.build();
}
