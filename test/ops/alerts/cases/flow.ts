import { GROUPS, JOBS } from '../../../../tools/render/prometheus/expected.ts';
import type { Case } from '../case.ts';
import { counter, gauge, type Series, type Stretch } from '../series.ts';

const CSN = { job: 'worker-csn', group: 'ssbtek-worker-csn', topic: 'ssbtek.inquiry.v1' };

const info: readonly Series[] = JOBS.map((job) =>
  gauge('ssbtek_build_info', { job, version: '1', node: '24' }, [60, 1]),
);
/** Everybody reads; csn as told. */
const readers = (...csn: readonly Stretch[]): readonly Series[] =>
  GROUPS.map((group) =>
    group === CSN.group
      ? gauge('ssbtek_kafka_partitions_assigned', CSN, ...csn)
      : gauge(
          'ssbtek_kafka_partitions_assigned',
          { job: group.replace('ssbtek-', ''), group, topic: 't' },
          [60, 12],
        ),
  );

const FROM = { job: 'ingress', version: 'v1', outcome: 'complete' };
const audit = (result: string, ...stretches: readonly Stretch[]): Series =>
  counter('ssbtek_audit_records_total', { job: 'ingress', result }, ...stretches);

export const FLOW_CASES: readonly Case[] = [
  {
    alert: 'KafkaUnreachable',
    after: 30,
    fires: [gauge('ssbtek_kafka_connected', { job: 'ingress' }, [30, 1], [30, 0])],
    labels: { job: 'ingress' },
    silentAt: 'a broker is restarted: half a minute',
    silent: [gauge('ssbtek_kafka_connected', { job: 'ingress' }, [30, 1], [0.5, 0], [29, 1])],
  },
  {
    alert: 'NoConsumers',
    after: 30,
    fires: [...info, ...readers([30, 12], [30, 0])],
    labels: { group: CSN.group },
    silentAt: 'a rollout: nobody for one minute',
    silent: [...info, ...readers([30, 12], [1, 0], [29, 12])],
  },
  {
    alert: 'NoConsumers',
    after: 30,
    // The process is gone, and with it what it said about itself.
    fires: [...info, ...readers([30, 12], [30, null])],
    labels: { group: CSN.group },
    silentAt: 'one of two replicas is left, with every partition',
    silent: [
      ...info,
      ...readers([30, 6], [30, null]),
      gauge('ssbtek_kafka_partitions_assigned', { ...CSN, instance: 'other:1' }, [30, 6], [30, 12]),
    ],
  },
  {
    alert: 'LagAgeing',
    after: 30,
    fires: [gauge('ssbtek_kafka_consumer_oldest_seconds', CSN, [30, 2], [30, 45])],
    labels: { group: CSN.group, topic: CSN.topic },
    silentAt: 'a question waits for an agency that takes its whole time',
    silent: [gauge('ssbtek_kafka_consumer_oldest_seconds', CSN, [30, 2], [30, 23])],
  },
  {
    alert: 'JoinsStuck',
    after: 30,
    fires: [gauge('ssbtek_joins_oldest_seconds', { job: 'aggregator' }, [30, 2], [30, 40])],
    labels: { job: 'aggregator' },
    silentAt: 'joins wait for an agency until their deadline',
    silent: [gauge('ssbtek_joins_oldest_seconds', { job: 'aggregator' }, [30, 2], [30, 23])],
  },
  {
    alert: 'DeadLetters',
    after: 30,
    fires: [
      gauge(
        'ssbtek_dead_letters_total',
        { job: 'worker-csn', topic: 'ssbtek.inquiry.v1' },
        [30, null],
        [30, 1],
      ),
    ],
    labels: { topic: 'ssbtek.inquiry.v1' },
    silentAt: 'there were some an hour ago',
    silentFrom: 16,
    silent: [gauge('ssbtek_dead_letters_total', { job: 'worker-csn', topic: 'ssbtek.inquiry.v1' }, [60, 3])],
  },
  {
    alert: 'AuditGap',
    after: 30,
    fires: [
      counter('ssbtek_inquiries_total', FROM, [60, 60]),
      audit('written', [30, 60], [30, 56]),
      audit('failed', [30, null], [30, 4]),
    ],
    silentAt: 'every answer has its record',
    silent: [counter('ssbtek_inquiries_total', FROM, [60, 60]), audit('written', [60, 60])],
  },
  {
    alert: 'AuditGap',
    after: 5,
    fires: [counter('ssbtek_inquiries_total', FROM, [5, 0], [60, 60])],
    silentAt: 'nobody asks, and nothing is written',
    silent: [counter('ssbtek_inquiries_total', FROM, [60, 0]), audit('written', [60, 0])],
  },
];
