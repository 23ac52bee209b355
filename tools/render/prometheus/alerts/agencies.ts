import { AGENCY_FAILURES } from '../agency-failures.ts';
import { bucketOf, countOf, grew, increase, is, isNot, maxBy, metric, oneOf, sumBy } from '../promql.ts';
import type { Alert, RecordingRule } from '../rule.ts';
import { HOUR, MINUTE, type Windows } from '../time.ts';

/** Recorded: which share of the questions to an agency fails. */
export const FAILED_SHARE = 'ssbtek:agency_failures:ratio5m';
/** Fewer failures than this within five minutes say nothing about an agency. */
const LEAST_FAILED = 5;

const failed = metric('agency_replies_total', { result: oneOf(...AGENCY_FAILURES) });
const asked = metric('agency_replies_total', { result: isNot('maintenance') });

export const agencyRecordings = (w: Windows): readonly RecordingRule[] => {
  const of = (counter: string): string => sumBy('namespace, agency', increase(counter, w, 5 * MINUTE));
  return [{ record: FAILED_SHARE, expr: `(${of(failed)} or 0 * ${of(asked)}) / (${of(asked)} > 0)` }];
};

export const AGENCY_ALERTS: readonly Alert[] = [
  {
    name: 'AgencyDown',
    severity: 'page',
    summary: 'An agency does not answer most of the questions put to it.',
    description:
      "More than half of the questions to the agency named in the label end without an answer of its own. Callers get error 2000 or 2001 in that agency's part of the answer, the other parts are as usual. Errors that the agency itself answers with do not count.",
    expr: (w) =>
      `${FAILED_SHARE} > 0.5 and ${sumBy('namespace, agency', increase(failed, w, 5 * MINUTE))} >= ${LEAST_FAILED}`,
    for: 2 * MINUTE,
    builds: 3 * MINUTE,
  },
  {
    name: 'BreakerFlapping',
    severity: 'ticket',
    summary: 'The circuit breaker in front of an agency opens and closes again and again.',
    description:
      'The agency works for moments only: every opening costs callers a batch of errors 2001. The time promised is for a breaker that closes once a minute.',
    expr: (w) =>
      `${maxBy('namespace, agency', increase(metric('breaker_transitions_total', { state: is('closed') }), w, 15 * MINUTE))} > 3`,
    for: 0,
    builds: 6 * MINUTE,
  },
  {
    name: 'DeadlineSlackLow',
    severity: 'ticket',
    summary: "Questions reach an agency's worker so late that little time is left to ask the agency.",
    description:
      'One question in twenty waits 8 s or longer for the worker named in the label job. The agency then has less than 15 s instead of 20 s, and slow answers that would have come become 2000.',
    expr: (w) => {
      const late = bucketOf('deadline_remaining_seconds', { hop: is('inquiry') }, 15);
      const all = countOf('deadline_remaining_seconds', { hop: is('inquiry') });
      const of = (counter: string): string => sumBy('namespace, job', increase(counter, w, 5 * MINUTE));
      return `${of(late)} / ${of(all)} > 0.05`;
    },
    for: 2 * MINUTE,
    builds: MINUTE,
    ages: 8,
  },
  {
    name: 'IdentityMismatch',
    severity: 'page',
    summary: 'An answer was about another person than the question, and was thrown away.',
    description:
      'The agency in the label answered about somebody else, or a composite did not fit its question (composite). Nobody has seen the answer; the question ended as an error. It must be known how this came about before anything is restarted.',
    expr: (w) => `${sumBy('namespace, agency', grew(metric('identity_mismatches_total'), w(HOUR)))} > 0`,
    for: 0,
    builds: 0,
  },
];
