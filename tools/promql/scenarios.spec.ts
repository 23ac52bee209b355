import { describe, expect, it } from 'vitest';
import { holding } from './held-back.ts';
import { alerts } from './rules.ts';
import { promtoolTest, scenarios, type Ring, type Scenario } from './scenarios.ts';

const ALL = scenarios();
const PROMISED = new Map(alerts().map(({ alert, annotations }) => [alert, annotations.fires_within]));

describe('scenarios', () => {
  it('are at least the twenty that were silent once, each under a name of its own', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(20);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  });
  it.each(ALL.map((one) => [one.name, one] as const))(
    '%s: rings as its alerts promise',
    (_, { rings, silent }) => {
      for (const { alert, within } of rings) expect([alert, within]).toEqual([alert, PROMISED.get(alert)]);
      expect(rings.length > 0 || silent !== undefined).toBe(true);
    },
  );
  it.each(ALL.map((one) => [one.name, one] as const))(
    '%s: what is held back is what Alertmanager holds back',
    (_, { rings }) => {
      const told = rings.filter(({ held }) => held === undefined);
      for (const ring of rings)
        expect([ring.alert, holding(ring, told).length > 0]).toEqual([ring.alert, ring.held === 'true']);
    },
  );
  it('have samples of a healthy installation, but for what they say themselves', () => {
    const [kafka] = ALL.filter(({ name }) => name === 'Kafka is lost') as [Scenario];
    const { tests } = JSON.parse(promtoolTest(kafka)) as {
      tests: readonly [{ input_series: readonly { series: string; values: string }[] }];
    };
    const series = tests[0].input_series.map((one) => one.series);
    expect(new Set(series).size).toBe(series.length);
    expect(
      tests[0].input_series.filter((one) => one.series.startsWith('ssbtek_kafka_connected')).length,
    ).toBe(3);
    expect(series.filter((one) => one.startsWith('up{')).length).toBe(19);
  });
});

describe('an alert is held back', () => {
  const ring = (alert: string, within: string, labels: object = {}): Ring => ({ alert, within, ...labels });
  it.each<[string, Ring, Ring, number]>([
    ['by its cause', ring('NoConsumers', '4m'), ring('KafkaLost', '3m'), 1],
    ['not by a cause that is told of later', ring('KafkaUnreachable', '2m'), ring('KafkaLost', '3m'), 0],
    [
      'by a cause with the labels that it must have',
      ring('ProbeFails', '6m'),
      ring('ScrapeMissing', '4m', { job: 'ingress' }),
      1,
    ],
    [
      'not by one without them',
      ring('ProbeFails', '6m'),
      ring('ScrapeMissing', '4m', { job: 'worker-csn' }),
      0,
    ],
    ['not by what follows from it', ring('KafkaLost', '3m'), ring('KafkaUnreachable', '3m'), 0],
  ])('%s', (_, one, other, count) => {
    expect(holding(one, [one, other])).toHaveLength(count);
  });
});
