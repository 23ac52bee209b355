import type { Refusal } from '@ssbtek/parties';
import type { Telemetry } from '@ssbtek/telemetry';
import type { Auditor } from './audit/auditor';

/** HTTP's status for too much to do. */
const OVERLOADED = 503;

/** What is told of questions that end before anybody looks at what they ask. */
export interface Told {
  /** A stranger, by the caller's certificate. */
  readonly turnedAway: (refusal: Refusal, inquiryId: string) => void;
  /** Refused by the HTTP layer, with a status of its own. */
  readonly refused: (inquiryId: string, status: number) => void;
}

/** Lines a second for those whom nobody has read: enough to find who calls about it, too few to fill a disk by. */
const LINES_A_SECOND = 10;
const SECOND_MS = 1000;

/** Whether there is room for one more within this second, by a clock in ms. */
function perSecond(most: number, now: () => number): () => boolean {
  let [second, used] = [-1, 0];
  return () => {
    const at = Math.floor(now() / SECOND_MS);
    if (at !== second) [second, used] = [at, 0];
    used += 1;
    return used <= most;
  };
}

/**
 * Each has a line in the log, as long as they are few: whoever sends what nobody reads decides how often. Counted are all
 * of them, and strangers have their share of the audit trail.
 */
export function toldOf(
  { metrics, log }: Telemetry,
  audit: Pick<Auditor, 'turnedAway'>,
  now = () => performance.now(),
): Told {
  const hasRoom = perSecond(LINES_A_SECOND, now);
  return {
    turnedAway: (refusal, inquiryId) => {
      metrics.count('ingress_rejections_total', { reason: refusal });
      if (hasRoom()) log.info('inquiry answered', { inquiryId, outcome: 'auth_fault', reason: refusal });
      audit.turnedAway(refusal);
    },
    refused: (inquiryId, status) => {
      const outcome = status === OVERLOADED ? 'rejected_overload' : 'client_fault';
      if (hasRoom()) log.info('inquiry answered', { inquiryId, outcome, status });
    },
  };
}
