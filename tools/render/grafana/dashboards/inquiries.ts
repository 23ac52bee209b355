import { is, metric, oneOf, series, sumBy } from '../promql.ts';
import type { Dashboard } from '../panel.ts';
import { quantilesOf, ratesBy, shown } from '../queries.ts';

const BURNS = ['ErrorBudgetBurnsFast', 'ErrorBudgetBurnsSlow'];

/** Are callers served? */
export const INQUIRIES: Dashboard = {
  uid: 'ssbtek-inquiries',
  title: 'SSBTEK: inquiries and error budget',
  description:
    'Are callers served? 99.5 % of the questions that are ours to answer get an answer within 25 s.',
  panels: [
    {
      title: 'How much of the error budget of 30 days is left?',
      kind: 'number',
      unit: 'percentunit',
      width: 6,
      queries: [shown(series('ssbtek:error_budget_left:ratio30d'), 'left')],
      thresholds: { warn: 0.5, bad: 0.1, downwards: true },
      alerts: BURNS,
    },
    {
      title: 'How many times too fast is it being used?',
      kind: 'number',
      unit: 'short',
      width: 6,
      queries: [shown(series('ssbtek:burn_rate:ratio1h'), 'last hour')],
      thresholds: { warn: 1, bad: 14.4 },
      alerts: BURNS,
    },
    {
      title: 'How many questions are being answered now?',
      kind: 'number',
      unit: 'short',
      width: 6,
      queries: [
        shown(`sum(${metric('inquiries_in_flight')})`, 'in flight'),
        shown(`sum(${metric('inquiries_in_flight_limit')})`, 'at most'),
      ],
    },
    {
      title: 'Which alerts are firing?',
      kind: 'number',
      unit: 'short',
      width: 6,
      hint: 'Nothing here is good news.',
      queries: [
        shown(
          `count by (alertname) (${series('ALERTS', { service: is('ssbtek'), alertstate: is('firing') })})`,
          '{{alertname}}',
        ),
      ],
      thresholds: { bad: 1 },
    },
    {
      title: 'How do questions end?',
      kind: 'graph',
      unit: 'reqps',
      hint: 'complete, partial and empty are answers; client_fault and auth_fault are refused for reasons of the caller; server_fault and rejected_overload are ours; of caller_gone nobody waited for the answer any more.',
      queries: [ratesBy('outcome', 'inquiries_total')],
      alerts: [...BURNS, 'Overload', 'CallersHangUp', 'CallersRefused'],
    },
    {
      title: 'Which share of questions fails by our fault?',
      kind: 'graph',
      unit: 'percentunit',
      queries: [
        shown(series('ssbtek:questions_bad:ratio5m'), '5 minutes'),
        shown(series('ssbtek:questions_bad:ratio1h'), '1 hour'),
        shown(series('ssbtek:questions_bad:ratio6h'), '6 hours'),
      ],
      thresholds: { warn: 0.005, bad: 0.072 },
      alerts: BURNS,
    },
    {
      title: 'How long do callers wait?',
      kind: 'graph',
      unit: 's',
      queries: [
        ...quantilesOf('inquiry_duration_seconds', [0.5, 0.95, 0.99], '', {
          outcome: oneOf('complete', 'partial', 'empty'),
        }),
        shown(`max(${metric('deadline_seconds')})`, 'deadline'),
      ],
      alerts: BURNS,
    },
    {
      title: 'Which share of answers is there in time?',
      kind: 'graph',
      unit: 'percentunit',
      hint: 'deadline: before the ingress gives up; objective: within two fifths of that.',
      queries: [
        shown(
          `${sumBy('within', `rate(${metric('answers_in_time_total')}[$__rate_interval])`)} / on () group_left () sum(rate(${metric('inquiries_total', { outcome: oneOf('complete', 'partial', 'empty') })}[$__rate_interval]))`,
          '{{within}}',
        ),
      ],
      thresholds: { bad: 0.5, downwards: true },
      alerts: [...BURNS, 'AnswersSlow'],
    },
    {
      title: 'Do as many ask as usually do?',
      kind: 'graph',
      unit: 'short',
      hint: 'Questions of half an hour, and of the same one in the two weeks before: the smaller of the two.',
      queries: [
        shown(`sum(${series('ssbtek:asked:increase30m')})`, 'now'),
        shown(`sum(${series('ssbtek:asked_usually:increase30m')}) or vector(0)`, 'usually'),
      ],
      alerts: ['NoTraffic'],
    },
    {
      title: 'Which contract versions are asked over?',
      kind: 'graph',
      unit: 'reqps',
      queries: [ratesBy('version', 'inquiries_total')],
      alerts: ['VersionClosing'],
    },
    {
      title: 'Why are questions refused at the door?',
      kind: 'graph',
      unit: 'reqps',
      queries: [ratesBy('reason', 'ingress_rejections_total')],
      alerts: ['Overload', 'CallersRefused'],
    },
    {
      title: 'Is every answer in the audit trail?',
      kind: 'graph',
      unit: 'reqps',
      hint: 'Records written keep step with answers; a record that fails is an answer that was held back.',
      queries: [
        ratesBy('result', 'audit_records_total'),
        shown(
          sumBy(
            'version',
            `rate(${metric('inquiries_total', { outcome: oneOf('complete', 'partial', 'empty') })}[$__rate_interval])`,
          ),
          'answers {{version}}',
        ),
      ],
      alerts: ['AuditGap'],
    },
    {
      title: 'When do contract versions close?',
      kind: 'number',
      unit: 's',
      width: 24,
      queries: [
        shown(`min by (version) (${metric('version_closes_timestamp_seconds')}) - time()`, '{{version}}'),
      ],
      thresholds: { warn: 30 * 86_400, bad: 0, downwards: true },
      alerts: ['VersionClosing'],
    },
  ],
};
