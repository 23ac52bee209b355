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

/** Each has a line in the log, and strangers have their metric and their share of the audit trail. */
export const toldOf = ({ metrics, log }: Telemetry, audit: Pick<Auditor, 'turnedAway'>): Told => ({
  turnedAway: (refusal, inquiryId) => {
    metrics.count('ingress_rejections_total', { reason: refusal });
    log.info('inquiry answered', { inquiryId, outcome: 'auth_fault', reason: refusal });
    audit.turnedAway(refusal);
  },
  refused: (inquiryId, status) => {
    const outcome = status === OVERLOADED ? 'rejected_overload' : 'client_fault';
    log.info('inquiry answered', { inquiryId, outcome, status });
  },
});
