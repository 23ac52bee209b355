/**
 * Nested time budgets (architecture 4), all in milliseconds:
 * caller > ingress > aggregator > agency call > connect.
 */
export interface TimeBudget {
  readonly ingressMs: number;
  readonly aggregatorMs: number;
  readonly connectMs: number;
}

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

/**
 * Milliseconds a call may take: the agency's own budget, cut to what is left until the join's deadline
 * less a margin for the way back. Zero or less means: do not call.
 */
export function callBudgetMs(
  nowMs: number,
  deadlineMs: number,
  agencyMs: number,
  returnMarginMs: number,
): number {
  return Math.min(agencyMs, deadlineMs - nowMs - returnMarginMs);
}
