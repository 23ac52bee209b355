import { FAILED_SHARE } from '../../prometheus/alerts/agencies.ts';
import { is, maxBy, metric, minBy, sumBy } from '../../prometheus/promql.ts';
import type { Dashboard } from '../panel.ts';
import { CHOSEN, quantilesOf, ratesBy, shown } from '../queries.ts';

const agency = CHOSEN;

/** Which agency costs callers their answer? */
export const AGENCIES: Dashboard = {
  uid: 'ssbtek-agencies',
  title: 'SSBTEK: agencies',
  description: 'Which agency costs callers a part of their answer, and how?',
  agencies: true,
  panels: [
    {
      title: 'Which share of the questions to each agency fails?',
      kind: 'graph',
      unit: 'percentunit',
      hint: 'Time-outs, broken connections and answers, open breakers. Errors that the agency itself answers with are answers.',
      queries: [shown(`${FAILED_SHARE}{agency${agency}}`, '{{agency}}')],
      thresholds: { warn: 0.1, bad: 0.5 },
      alerts: ['AgencyDown'],
    },
    {
      title: 'How do questions to the agencies end?',
      kind: 'graph',
      unit: 'reqps',
      queries: [ratesBy('agency, result', 'agency_replies_total', { agency })],
      alerts: ['AgencyDown'],
    },
    {
      title: 'How long do the agencies take?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('agency_request_duration_seconds', [0.5, 0.95], 'agency', { agency }),
      thresholds: { warn: 10, bad: 20 },
      alerts: ['AgencyDown'],
    },
    {
      title: 'Which circuit breakers are open?',
      kind: 'graph',
      unit: 'short',
      hint: '1: calls are turned away at once with error 2001.',
      queries: [
        shown(maxBy('agency', metric('breaker_state', { agency, state: is('open') })), '{{agency}} open'),
        shown(
          maxBy('agency', metric('breaker_state', { agency, state: is('half-open') })),
          '{{agency}} tries again',
        ),
      ],
      alerts: ['AgencyDown', 'BreakerFlapping'],
    },
    {
      title: 'How often do circuit breakers change?',
      kind: 'graph',
      unit: 'cps',
      queries: [ratesBy('agency, state', 'breaker_transitions_total', { agency })],
      alerts: ['BreakerFlapping'],
    },
    {
      title: 'How many calls do open breakers turn away?',
      kind: 'graph',
      unit: 'reqps',
      queries: [ratesBy('agency', 'breaker_not_permitted_total', { agency })],
      alerts: ['AgencyDown'],
    },
    {
      title: 'How many calls are running, of how many allowed?',
      kind: 'graph',
      unit: 'short',
      queries: [
        shown(sumBy('agency', metric('agency_requests_in_flight', { agency })), '{{agency}}'),
        shown(sumBy('agency', metric('agency_concurrency_limit', { agency })), '{{agency}} at most'),
      ],
      alerts: ['DeadlineSlackLow'],
    },
    {
      title: 'How often are calls repeated?',
      kind: 'graph',
      unit: 'reqps',
      hint: 'Only connections that failed before a byte was sent.',
      queries: [ratesBy('agency', 'agency_retries_total', { agency })],
    },
    {
      title: 'Has an agency answered about somebody else?',
      kind: 'graph',
      unit: 'short',
      hint: 'Any count is an incident. composite: two answers of ours were about to be swapped.',
      queries: [shown(sumBy('agency', metric('identity_mismatches_total')), '{{agency}}')],
      thresholds: { bad: 1 },
      alerts: ['IdentityMismatch'],
    },
    {
      title: 'How long are certificates valid?',
      kind: 'graph',
      unit: 's',
      queries: [
        shown(
          `${minBy('certificate', metric('certificate_expiry_timestamp_seconds'))} - time()`,
          '{{certificate}}',
        ),
      ],
      thresholds: { warn: 21 * 86_400, bad: 2 * 86_400, downwards: true },
      alerts: ['CertificateExpiresSoon'],
    },
  ],
};
