import { foreign, is, maxBy, metric, minBy, oneOf, series, sumBy } from '../promql.ts';
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
      alerts: ['KafkaUnreachable', 'KafkaLost'],
    },
    {
      title: 'How old is the oldest message that is not done?',
      kind: 'graph',
      unit: 's',
      queries: [
        shown(maxBy('group', metric('kafka_consumer_oldest_seconds')), '{{group}}'),
        shown(`1.2 * max(${series('ssbtek:deadline_seconds')})`, 'nobody waits'),
      ],
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
      title: 'Which autoscalers have no more to give?',
      kind: 'graph',
      unit: 'percentunit',
      hint: 'Replicas that there are, of those that there may be. As kube-state-metrics says; nothing without it.',
      queries: [
        shown(
          `max by (horizontalpodautoscaler) (${series('kube_horizontalpodautoscaler_status_current_replicas', { horizontalpodautoscaler: oneOf('keda-hpa-ssbtek-.+') })} / ${series('kube_horizontalpodautoscaler_spec_max_replicas')}) or vector(0)`,
          '{{horizontalpodautoscaler}}',
        ),
      ],
      thresholds: { bad: 1 },
      alerts: ['ScalingAtMaximum', 'ScalingBroken'],
    },
    {
      title: 'Which rollouts do not come to their end?',
      kind: 'graph',
      unit: 'short',
      queries: [
        shown(
          `max by (deployment) (${series('kube_deployment_status_condition', { deployment: oneOf('ssbtek-.+'), condition: is('Progressing'), status: is('false') })}) or vector(0)`,
          '{{deployment}}',
        ),
      ],
      thresholds: { bad: 1 },
      alerts: ['RolloutStuck'],
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
      hint: 'The lowest twentieth. 23 s is all of it where the deadline is 25 s.',
      queries: quantilesOf('deadline_remaining_seconds', [0.05], 'job', { hop: is('inquiry') }),
      alerts: ['DeadlineSlackLow'],
    },
    {
      title: 'How many questions reach their worker late?',
      kind: 'graph',
      unit: 'cps',
      hint: 'With less than two thirds of their time left.',
      queries: [ratesBy('job', 'late_arrivals_total')],
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
      queries: [
        shown(maxBy('job', metric('joins_oldest_seconds')), 'oldest'),
        shown(`1.2 * max(${series('ssbtek:deadline_seconds')})`, 'nobody waits'),
      ],
      alerts: ['JoinsStuck'],
    },
    {
      title: 'How do joins close?',
      kind: 'graph',
      unit: 'cps',
      hint: 'deadline: an agency had not answered by then.',
      queries: [ratesBy('reason', 'joins_closed_total')],
      alerts: ['JoinsStuck', 'JoinsAtDeadline'],
    },
    {
      title: 'How long do joins take?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('join_duration_seconds', [0.5, 0.99], 'reason'),
    },
    {
      title: 'Which questions come twice?',
      kind: 'graph',
      unit: 'cps',
      hint: 'Copies, as a restored or mirrored topic has them. No agency is asked again.',
      queries: [ratesBy('agency', 'duplicate_inquiries_total')],
      alerts: ['DeadLetters'],
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
      queries: [
        shown(sumBy('topic', metric('dead_letters_total')), '{{topic}}'),
        shown(sumBy('topic', metric('dead_letters_withheld_total')), 'without a letter: {{topic}}'),
      ],
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
    {
      title: 'Which topics are not as they must be?',
      kind: 'graph',
      unit: 'short',
      // Only what was found since a start has a series.
      queries: [
        shown(
          `${maxBy('topic, setting', metric('kafka_topic_findings'))} or vector(0)`,
          '{{topic}} {{setting}}',
        ),
      ],
      thresholds: { warn: 1, bad: 2 },
      alerts: ['TopicUnsound', 'TopicSettings'],
    },
  ],
};
