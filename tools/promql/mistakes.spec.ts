import { describe, expect, it } from 'vitest';
import { ruleGroups } from './rules.ts';
import { knownMetrics } from './known.ts';
import { labelsIn, mistakesIn } from './mistakes.ts';

const KNOWN = knownMetrics(ruleGroups());

describe('a query', () => {
  it.each([
    'sum by (namespace, agency) (rate(ssbtek_agency_replies_total{result="data"}[5m]))',
    'histogram_quantile(0.99, sum by (le) (rate(ssbtek_inquiry_duration_seconds_bucket{outcome="complete"}[5m])))',
    'process_resident_memory_bytes{job=~"worker-.+"}',
    'ssbtek:questions_bad:ratio1h > 0.01 unless on (namespace) up{job="ingress"} == 0',
    'ssbtek_inquiry_duration_seconds_bucket{le=~"25|25.0"}',
    'group by (reader) (label_replace(ssbtek_agency_offered, "reader", "$1", "agency", "(.+)"))',
  ])('is right: %s', (query) => {
    expect(mistakesIn(query, KNOWN)).toEqual([]);
  });

  it.each([
    ['broken grammar', 'sum(ssbtek_joins_open', ['not PromQL near "um(ssbtek_joins_open"']],
    ['an unknown function', 'rte(ssbtek_joins_open[5m])', ['not PromQL near "rte(ssbtek_joins_open[5m"']],
    ['an unknown metric', 'ssbtek_joins_opn > 1', ['no metric ssbtek_joins_opn']],
    [
      'a histogram without its suffix',
      'rate(ssbtek_inquiry_duration_seconds[5m])',
      ['no metric ssbtek_inquiry_duration_seconds'],
    ],
    [
      'an unknown recorded series',
      'ssbtek:questions_bad:ratio7h',
      ['no metric ssbtek:questions_bad:ratio7h'],
    ],
    ['a selector without a metric', '{job="ingress"}', ['no metric (none)']],
    ['an unknown label', 'ssbtek_joins_open{agency="csn"}', ['ssbtek_joins_open has no label agency']],
    [
      'an unknown value',
      'ssbtek_agency_replies_total{result="dat"}',
      ['ssbtek_agency_replies_total has no result dat'],
    ],
    [
      'one unknown value among several',
      'ssbtek_agency_replies_total{result=~"data|timout"}',
      ['ssbtek_agency_replies_total has no result timout'],
    ],
    [
      'an unknown agency',
      'ssbtek_agency_retries_total{agency!="xyz"}',
      ['ssbtek_agency_retries_total has no agency xyz'],
    ],
    [
      'an unknown bucket',
      'ssbtek_inquiry_duration_seconds_bucket{le="26"}',
      ['ssbtek_inquiry_duration_seconds_bucket has no le 26'],
    ],
    ['an unknown job', 'up{job="ingres"}', ['up has no job ingres']],
    [
      'grouping by a label that nothing has',
      'sum by (agncy) (ssbtek_agency_retries_total)',
      ['nothing in the query has the label agncy'],
    ],
    [
      'matching on a label that nothing has',
      'ssbtek_joins_open and on (pods) ssbtek_joins_open',
      ['nothing in the query has the label pods'],
    ],
  ])('with %s is refused', (_, query, mistakes) => {
    expect(mistakesIn(query, KNOWN)).toEqual(mistakes);
  });

  it('shows the labels of its metrics', () => {
    const labels = labelsIn('sum by (agency) (ssbtek_breaker_state)', KNOWN);
    expect([labels.has('agency'), labels.has('state'), labels.has('topic')]).toEqual([true, true, false]);
  });
});
