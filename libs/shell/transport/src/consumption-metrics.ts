import { groupLabel } from '@ssbtek/messaging';
import type { Metrics } from '@ssbtek/telemetry';
import type { BusServer } from './bus-server';

/** Shows how a consumption stands, at each scrape, and that nothing has been dealt out anew yet. */
export function showConsumption(metrics: Metrics, server: BusServer, group: string, topic: string): void {
  const labels = { group: groupLabel(group), topic };
  metrics.count('kafka_rebalances_total', { group: labels.group }, 0);
  const of = (figure: 'lag' | 'partitions' | 'oldestMs'): number[] =>
    server.running().map((consumption) => consumption[figure]());
  const sum = (figures: readonly number[]): number => figures.reduce((total, one) => total + one, 0);
  metrics.gaugeFrom('kafka_consumer_lag', () => [{ value: sum(of('lag')), labels }]);
  metrics.gaugeFrom('kafka_partitions_assigned', () => [{ value: sum(of('partitions')), labels }]);
  metrics.gaugeFrom('kafka_consumer_oldest_seconds', () => [
    { value: Math.max(0, ...of('oldestMs')) / 1000, labels },
  ]);
}
