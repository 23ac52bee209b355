import { EXPECTED_GROUP } from '../expected.ts';
import { grew, increase, is, maxBy, metric, minBy, oneOf, sumBy } from '../promql.ts';
import type { Alert } from '../rule.ts';
import { MINUTE } from '../time.ts';

/** Seconds after which no question is waited for any more, whatever happens: 25 s and a margin. */
const NOBODY_WAITS = 30;

/** What goes through Kafka, and what is written down about it. */
export const FLOW_ALERTS: readonly Alert[] = [
  {
    name: 'KafkaUnreachable',
    severity: 'page',
    summary: 'A process of the mesh cannot reach Kafka.',
    description:
      'Questions that need the process named in the label job fail: fault 1002 where it is the ingress, errors 2000 where it is a worker.',
    expr: () => `${minBy('namespace, job', metric('kafka_connected'))} == 0`,
    for: MINUTE,
    builds: 0,
    ages: 10,
  },
  {
    name: 'NoConsumers',
    severity: 'page',
    summary: 'Nobody reads for a consumer group.',
    description:
      'No process holds a partition for the group in the label. A worker that is missing makes its agency 2000 in every answer, a missing aggregator makes every answer fault 1000.',
    expr: () =>
      `${EXPECTED_GROUP} unless on (namespace, group) (${sumBy('namespace, group', metric('kafka_partitions_assigned'))} > 0)`,
    for: 2 * MINUTE,
    builds: 0,
    ages: 10,
  },
  {
    name: 'LagAgeing',
    severity: 'page',
    summary: 'Messages wait in Kafka longer than anybody waits for their answers.',
    description:
      'The oldest message that the group in the label has not finished is more than 30 s old: the group is too slow, or stuck. Its questions end in 2000.',
    expr: () =>
      `${maxBy('namespace, group, topic', metric('kafka_consumer_oldest_seconds'))} > ${NOBODY_WAITS}`,
    for: MINUTE,
    builds: 0,
    ages: NOBODY_WAITS,
  },
  {
    name: 'JoinsStuck',
    severity: 'page',
    summary: 'The aggregator holds questions open whose time is long over.',
    description:
      'Every join closes at its deadline, 23 s after the question. One that is older than 30 s has not closed: its caller got fault 1000, and memory grows.',
    expr: () => `${maxBy('namespace, job', metric('joins_oldest_seconds'))} > ${NOBODY_WAITS}`,
    for: MINUTE,
    builds: 0,
    ages: NOBODY_WAITS,
  },
  {
    name: 'DeadLetters',
    severity: 'ticket',
    summary: 'A message could not be handled and was put aside.',
    description:
      'A message of the topic in the label failed three times. Its question ended as an error; all others went on.',
    expr: (w) => `${sumBy('namespace, topic', grew(metric('dead_letters_total'), w(15 * MINUTE)))} > 0`,
    for: 0,
    builds: 0,
  },
  {
    name: 'AuditGap',
    severity: 'page',
    summary: 'Audit records are not being written.',
    description:
      'A record could not be written, so that its question was not answered (fault 1002); or questions are answered and no record is written at all, which is the case where auditing has been switched off.',
    expr: (w) => {
      const failed = grew(metric('audit_records_total', { result: is('failed') }), w(15 * MINUTE));
      const answered = metric('inquiries_total', { outcome: oneOf('complete', 'partial', 'empty') });
      const written = metric('audit_records_total', { result: is('written') });
      const any = (counter: string): string => `${sumBy('namespace', increase(counter, w, 15 * MINUTE))} > 0`;
      return `${sumBy('namespace', failed)} > 0\nor (${any(answered)} unless ${any(written)})`;
    },
    for: 0,
    builds: MINUTE,
  },
];
