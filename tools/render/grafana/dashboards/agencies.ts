import { is, maxBy, metric, minBy, series, sumBy } from '../promql.ts';
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
      title: 'Which share of the calls to each service fails?',
      kind: 'graph',
      unit: 'percentunit',
      hint: 'Time-outs, broken connections and answers, open breakers. Errors that the agency itself answers with are answers.',
      queries: [shown(series('ssbtek:agency_failures:ratio5m', { agency }), '{{agency}} {{protocol}}')],
      thresholds: { warn: 0.1, bad: 0.5 },
      alerts: ['AgencyDown', 'AgencyDownInQuietHours', 'AgencyDegraded', 'AllAgenciesDown'],
    },
    {
      title: 'Which agencies can be asked for?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(maxBy('agency', metric('agency_offered', { agency })), '{{agency}}')],
      alerts: ['NoConsumers'],
    },
    {
      title: 'How do questions to the agencies end?',
      kind: 'graph',
      unit: 'reqps',
      queries: [ratesBy('agency, result', 'agency_replies_total', { agency })],
      alerts: ['AgencyDown'],
    },
    {
      title: 'How do calls to the services end?',
      kind: 'graph',
      unit: 'reqps',
      hint: 'Each part of a question that is asked in parts is a call.',
      queries: [ratesBy('agency, protocol, result', 'agency_calls_total', { agency })],
      alerts: ['AgencyDown', 'AgencyOnlyErrors'],
    },
    {
      title: 'How long do the agencies take?',
      kind: 'graph',
      unit: 's',
      queries: quantilesOf('agency_request_duration_seconds', [0.5, 0.95], 'agency, protocol', { agency }),
      thresholds: { warn: 10, bad: 20 },
      alerts: ['AgencyDown'],
    },
    {
      title: 'Which circuit breakers are open?',
      kind: 'graph',
      unit: 'short',
      hint: '1: calls are turned away at once with error 2001.',
      queries: [
        shown(
          maxBy('agency, protocol', metric('breaker_state', { agency, state: is('open') })),
          '{{agency}} {{protocol}} open',
        ),
        shown(
          maxBy('agency, protocol', metric('breaker_state', { agency, state: is('half-open') })),
          '{{agency}} {{protocol}} tries again',
        ),
      ],
      alerts: ['AgencyDown', 'BreakerFlapping'],
    },
    {
      title: 'How often do circuit breakers change?',
      kind: 'graph',
      unit: 'cps',
      queries: [ratesBy('agency, protocol, state', 'breaker_transitions_total', { agency })],
      alerts: ['BreakerFlapping'],
    },
    {
      title: 'How many calls do open breakers turn away?',
      kind: 'graph',
      unit: 'reqps',
      queries: [ratesBy('agency, protocol', 'breaker_not_permitted_total', { agency })],
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
      queries: [ratesBy('agency, protocol', 'agency_retries_total', { agency })],
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
      alerts: ['CertificateExpiresSoon', 'CertificateEnded'],
    },
    {
      title: 'When are the next revocation lists due?',
      kind: 'graph',
      unit: 's',
      queries: [
        shown(
          `${minBy('certificate', metric('crl_next_update_timestamp_seconds'))} - time()`,
          '{{certificate}}',
        ),
      ],
      thresholds: { warn: 6 * 3600, bad: 0, downwards: true },
      alerts: ['RevocationListOutOfDate'],
    },
  ],
};
