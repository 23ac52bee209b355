import { metric, oneOf, sumBy } from '../../prometheus/promql.ts';
import { BUDGET_LEFT, BURN_RATE, ratio } from '../../prometheus/slo.ts';
import { HOUR, MINUTE } from '../../prometheus/time.ts';
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
      queries: [shown(BUDGET_LEFT, 'left')],
      thresholds: { warn: 0.5, bad: 0.1, downwards: true },
      alerts: BURNS,
    },
    {
      title: 'How many times too fast is it being used?',
      kind: 'number',
      unit: 'short',
      width: 6,
      queries: [shown(BURN_RATE, 'last hour')],
      thresholds: { warn: 1, bad: 14.4 },
      alerts: BURNS,
    },
    {
      title: 'How many questions are being answered now?',
      kind: 'number',
      unit: 'short',
      width: 6,
      queries: [shown(`sum(${metric('inquiries_in_flight')})`, 'in flight')],
    },
    {
      title: 'Which alerts are firing?',
      kind: 'number',
      unit: 'short',
      width: 6,
      hint: 'Nothing here is good news.',
      queries: [
        shown('count by (alertname) (ALERTS{service="ssbtek",alertstate="firing"})', '{{alertname}}'),
      ],
      thresholds: { bad: 1 },
    },
    {
      title: 'How do questions end?',
      kind: 'graph',
      unit: 'reqps',
      hint: 'complete, partial and empty are answers; client_fault and auth_fault are refused for reasons of the caller; server_fault and rejected_overload are ours.',
      queries: [ratesBy('outcome', 'inquiries_total')],
      alerts: [...BURNS, 'Overload'],
    },
    {
      title: 'Which share of questions fails by our fault?',
      kind: 'graph',
      unit: 'percentunit',
      queries: [
        shown(ratio(5 * MINUTE), '5 minutes'),
        shown(ratio(HOUR), '1 hour'),
        shown(ratio(6 * HOUR), '6 hours'),
      ],
      thresholds: { warn: 0.005, bad: 0.072 },
      alerts: BURNS,
    },
    {
      title: 'How long do callers wait?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('inquiry_duration_seconds', [0.5, 0.95, 0.99], '', {
        outcome: oneOf('complete', 'partial', 'empty'),
      }),
      thresholds: { warn: 20, bad: 25 },
      alerts: BURNS,
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
      alerts: ['Overload'],
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
