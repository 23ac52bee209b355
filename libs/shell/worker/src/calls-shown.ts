import { resultOf } from '@ssbtek/core';
import type { Telemetry } from '@ssbtek/telemetry';
import type { EndedCall } from './agency-caller';
import { failureDetail } from './traced-call';

/** Ends without a call: there is no time to show. */
const NOT_CALLED: ReadonlySet<string> = new Set(['breaker-open', 'mapping']);

/**
 * Shows each call to an agency in metrics, by service. A part of a question that fails is told in the log as well:
 * the question as a whole has data all the same.
 */
export function callsShown(agency: string, { metrics, log }: Telemetry): (call: EndedCall) => void {
  return ({ protocol, del, outcome, seconds, origin }) => {
    const result = resultOf(outcome);
    const labels = { agency, protocol, result };
    const { traceId } = origin.parent;
    metrics.count('agency_calls_total', labels);
    if (!NOT_CALLED.has(result)) metrics.observe('agency_request_duration_seconds', seconds, labels, traceId);
    if (del === undefined || outcome.type === 'data') return;
    const { inquiryId } = origin;
    const fields = { inquiryId, traceId, agency, protocol, outcome: result };
    log.warn('a part of the agency gave no data', { ...fields, ...failureDetail(outcome) });
  };
}
