import { foreign, is, maxBy, metric, minBy, sumBy } from '../../prometheus/promql.ts';
import type { Dashboard } from '../panel.ts';
import { quantilesOf, ratesBy, shown } from '../queries.ts';

/** Does everything get through, and are there enough hands? */
export const KAFKA: Dashboard = {
  uid: 'ssbtek-kafka',
  title: 'SSBTEK: Kafka and scaling',
  description: 'Do messages get through in time, and are there enough readers?',
  panels: [
    {
      title: 'Which processes reach Kafka?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(minBy('job', metric('kafka_connected')), '{{job}}')],
      thresholds: { bad: 1, downwards: true },
      alerts: ['KafkaUnreachable'],
    },
    {
      title: 'How old is the oldest message that is not done?',
      kind: 'graph',
      unit: 's',
      queries: [shown(maxBy('group', metric('kafka_consumer_oldest_seconds')), '{{group}}')],
      thresholds: { warn: 20, bad: 30 },
      alerts: ['LagAgeing'],
    },
    {
      title: 'How many messages wait or are in work?',
      kind: 'graph',
      unit: 'short',
      hint: 'What scaling looks at, by consumer group.',
      queries: [shown(sumBy('group', metric('kafka_consumer_lag')), '{{group}}')],
      alerts: ['LagAgeing', 'DeadlineSlackLow'],
    },
    {
      title: 'How many partitions are read?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(sumBy('group', metric('kafka_partitions_assigned')), '{{group}}')],
      thresholds: { bad: 1, downwards: true },
      alerts: ['NoConsumers'],
    },
    {
      title: 'How many replicas does each role have?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(`count by (job) (${foreign('up')} == 1)`, '{{job}}')],
      alerts: ['ScrapeMissing', 'NoConsumers'],
    },
    {
      title: 'How often are partitions dealt out anew?',
      kind: 'graph',
      unit: 'cps',
      queries: [ratesBy('group', 'kafka_rebalances_total')],
      alerts: ['NoConsumers', 'RestartLoop'],
    },
    {
      title: 'How long is a message on its way?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('hop_duration_seconds', [0.5, 0.99], 'hop'),
      thresholds: { warn: 1, bad: 5 },
      alerts: ['DeadlineSlackLow'],
    },
    {
      title: 'How much time is left when a question reaches its worker?',
      kind: 'graph',
      unit: 's',
      hint: 'The lowest twentieth. 23 s is all of it.',
      queries: quantilesOf('deadline_remaining_seconds', [0.05], 'job', { hop: is('inquiry') }),
      thresholds: { warn: 20, bad: 15, downwards: true },
      alerts: ['DeadlineSlackLow'],
    },
    {
      title: 'How much time is left when a join closes?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('deadline_remaining_seconds', [0.05, 0.5], '', { hop: is('join') }),
      alerts: ['JoinsStuck'],
    },
    {
      title: 'How many joins are open?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(sumBy('job', metric('joins_open')), 'open')],
      alerts: ['JoinsStuck'],
    },
    {
      title: 'How old is the oldest open join?',
      kind: 'graph',
      unit: 's',
      queries: [shown(maxBy('job', metric('joins_oldest_seconds')), 'oldest')],
      thresholds: { warn: 23, bad: 30 },
      alerts: ['JoinsStuck'],
    },
    {
      title: 'How do joins close?',
      kind: 'graph',
      unit: 'cps',
      hint: 'deadline: an agency had not answered by then.',
      queries: [ratesBy('reason', 'joins_closed_total')],
      alerts: ['JoinsStuck'],
    },
    {
      title: 'How long do joins take?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('join_duration_seconds', [0.5, 0.99], 'reason'),
    },
    {
      title: 'Which replies come too late, twice, or for nobody?',
      kind: 'graph',
      unit: 'cps',
      queries: [
        { ...ratesBy('agency', 'late_replies_total'), legend: 'late {{agency}}' },
        { ...ratesBy('agency', 'duplicate_replies_total'), legend: 'twice {{agency}}' },
        { ...ratesBy('agency', 'orphan_replies_total'), legend: 'for nobody {{agency}}' },
      ],
      alerts: ['AgencyDown'],
    },
    {
      title: 'Which messages were put aside?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(sumBy('topic', metric('dead_letters_total')), '{{topic}}')],
      thresholds: { bad: 1 },
      alerts: ['DeadLetters'],
    },
    {
      title: 'What does the broker refuse us?',
      kind: 'graph',
      unit: 'short',
      // Nothing is refused for years: the curve must be there all the same.
      queries: [
        shown(
          `${sumBy('operation, topic', metric('kafka_not_allowed_total'))} or vector(0)`,
          '{{operation}} {{topic}}',
        ),
      ],
      thresholds: { bad: 1 },
    },
  ],
};
