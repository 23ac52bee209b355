import type { Case } from '../case.ts';
import { counter, gauge, type Series, type Stretch } from '../series.ts';

const replies = (result: string, ...stretches: readonly Stretch[]): Series =>
  counter('ssbtek_agency_replies_total', { job: 'worker-csn', agency: 'csn', result }, ...stretches);

const closed = (...stretches: readonly Stretch[]): Series =>
  counter(
    'ssbtek_breaker_transitions_total',
    { job: 'worker-csn', agency: 'csn', state: 'closed' },
    ...stretches,
  );

const FROM = { job: 'worker-csn', hop: 'inquiry' };
const reached = (late: number): readonly Series[] => [
  counter('ssbtek_deadline_remaining_seconds_bucket', { ...FROM, le: '15' }, [30, 0], [30, late]),
  counter('ssbtek_deadline_remaining_seconds_bucket', { ...FROM, le: '+Inf' }, [60, 60]),
  counter('ssbtek_deadline_remaining_seconds_count', FROM, [60, 60]),
];

export const AGENCY_CASES: readonly Case[] = [
  {
    alert: 'AgencyDown',
    after: 30,
    fires: [
      replies('data', [30, 60], [30, 0]),
      replies('connection', [30, 0], [30, 4]),
      replies('breaker-open', [30, null], [30, 56]),
    ],
    labels: { agency: 'csn' },
    silentAt: 'the agency answers everything with errors of its own, and a few time out',
    silent: [
      replies('data', [30, 60], [30, 0]),
      replies('agency-fault', [30, 0], [30, 60]),
      replies('timeout', [30, 0], [30, 8]),
    ],
  },
  {
    alert: 'AgencyDown',
    after: 30,
    fires: [replies('data', [30, 60], [30, 0]), replies('timeout', [30, 0], [30, 60])],
    labels: { agency: 'csn' },
    silentAt: 'operators have taken the agency out, and one last question fails',
    silent: [
      replies('data', [30, 60], [30, 0]),
      replies('maintenance', [30, 0], [30, 60]),
      replies('timeout', [30, 0], [1, 4], [29, 0]),
    ],
  },
  {
    alert: 'BreakerFlapping',
    after: 30,
    fires: [closed([30, 0], [30, 1])],
    labels: { agency: 'csn' },
    silentAt: 'the breaker closed twice, after two short faults',
    silent: [closed([30, 0], [4, 0.5], [26, 0])],
  },
  {
    alert: 'DeadlineSlackLow',
    after: 30,
    fires: reached(12),
    labels: { job: 'worker-csn' },
    silentAt: 'one in sixty comes late',
    silent: reached(1),
  },
  {
    alert: 'IdentityMismatch',
    after: 30,
    // A counter that appears with its first count.
    fires: [
      gauge('ssbtek_identity_mismatches_total', { job: 'worker-csn', agency: 'csn' }, [30, null], [30, 1]),
    ],
    labels: { agency: 'csn' },
    silentAt: 'it happened and was looked at two hours ago',
    silentFrom: 62,
    silent: [gauge('ssbtek_identity_mismatches_total', { job: 'worker-csn', agency: 'csn' }, [180, 1])],
  },
];
