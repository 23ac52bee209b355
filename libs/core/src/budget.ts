/**
 * Nested time budgets (architecture 4), all in milliseconds:
 * caller > ingress > aggregator > agency call > connect.
 */
export interface TimeBudget {
  readonly ingressMs: number;
  readonly aggregatorMs: number;
  readonly connectMs: number;
}

/** No inquiry has more time than this, ms: the settings allow no more, and no reader believes more. */
export const MAX_BUDGET_MS = 300_000;

/** Share of the ingress deadline that the aggregator waits. */
export const AGGREGATOR_SHARE = 0.92;
/** Share of the ingress deadline that one agency call may take. */
export const AGENCY_SHARE = 0.8;
/** Share of the ingress deadline that connecting may take, at most {@link CONNECT_MAX_MS}. */
export const CONNECT_SHARE = 0.25;
export const CONNECT_MAX_MS = 2000;

/** The default of each budget, derived from the ingress deadline. */
export function defaultBudget(ingressMs: number): TimeBudget & { readonly agencyMs: number } {
  return {
    ingressMs,
    aggregatorMs: Math.floor(ingressMs * AGGREGATOR_SHARE),
    agencyMs: Math.floor(ingressMs * AGENCY_SHARE),
    connectMs: Math.min(CONNECT_MAX_MS, Math.floor(ingressMs * CONNECT_SHARE)),
  };
}

/** Time for one call to an agency, ms. */
export interface CallTime {
  /** What the agency is given to answer. Our own lateness is not the agency's and does not count. */
  readonly agencyMs: number;
  /** By the clock: whoever is late, the call is over then. Zero or less means: do not call. */
  readonly atMostMs: number;
  /**
   * Whether silence says something about the agency: false when the question came so late that the agency has less
   * than half of its own budget. Not less than that: a service that hangs must be found out while questions queue.
   */
  readonly fair: boolean;
}

/** Share of the time left that an agency is given at most: the rest shows whose lateness it was (ADR 29). */
const GIVEN_SHARE = 0.98;
const FAIR_SHARE = 0.5;

/** Time for a call: the agency's own budget, cut to what is left until the join's deadline less a margin for the way back. */
export function callTime(
  nowMs: number,
  deadlineMs: number,
  agencyMs: number,
  returnMarginMs: number,
): CallTime {
  const atMostMs = deadlineMs - nowMs - returnMarginMs;
  return {
    agencyMs: Math.min(agencyMs, atMostMs * GIVEN_SHARE),
    atMostMs,
    fair: atMostMs >= agencyMs * FAIR_SHARE,
  };
}
