import { BASTJANST_FEL, type Kalla } from '@ssbtek/contract';

/**
 * Everything that can keep an agency's data from being delivered. Closed on purpose: each failure in the
 * program ends as one of these, and {@link felOf} is the only place where it becomes codes.
 * `reason` is for logs and metrics: a fixed word or a number, never text from a message.
 */
export type Failure =
  /** No answer within the agency's time budget, or none before the join's deadline. */
  | { readonly kind: 'timeout' }
  /** The time ran out while this process was too busy, or had no connection free, to ask or to listen. */
  | { readonly kind: 'busy' }
  /** The circuit breaker did not let the call through. */
  | { readonly kind: 'breaker-open' }
  /** Operators have said that the agency is not to be asked for a while. */
  | { readonly kind: 'maintenance' }
  /** Refused, reset, DNS, TLS: the agency could not be reached. */
  | { readonly kind: 'connection'; readonly reason: string }
  /** An HTTP status that the agency's own rules give no meaning, redirects included. */
  | { readonly kind: 'http-status'; readonly status: number }
  /** The answer is too large, not well formed, or not the document the agency's contract promises. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** The question could not be put into the agency's form. */
  | { readonly kind: 'mapping'; readonly reason: string }
  /** There is no room for the agency's answer beside those that are held already: it is let go of at once. */
  | { readonly kind: 'overload' }
  /** The agency answered, and its answer cannot be carried on: too large for a message, or not taken by the bus. */
  | { readonly kind: 'undeliverable'; readonly reason: string }
  /**
   * The agency itself answered with an error: its code and texts are delivered as they are. `unhealthy` when the
   * code stands for a breakdown (an HTTP 5xx without a readable error), which counts against the breaker.
   */
  | {
      readonly kind: 'agency-fault';
      readonly felkod: string;
      readonly felmeddelanden: readonly string[];
      readonly unhealthy?: true;
    };

export type FailureKind = Failure['kind'];

/** The content of an `error` element, free of contract versions. */
export interface Fel {
  readonly kalla: Kalla;
  readonly felkod: string;
  /** At least one. */
  readonly felmeddelanden: readonly string[];
}

/** What each kind becomes in the caller's answer, and whether it counts against the agency's breaker. */
export interface FailureRule {
  readonly kalla: Kalla;
  /** `agency` when code and text are the agency's own. */
  readonly code: 'agency' | (typeof BASTJANST_FEL)[keyof typeof BASTJANST_FEL];
  readonly countsAgainstBreaker: boolean;
  readonly meaning: string;
}

const { timeout, technical } = BASTJANST_FEL;

/** The one table from failure to kalla and felkod (architecture 8, seed 7.2 and 7.3); felkoder.md is made from it. */
export const FAILURE_RULES: Readonly<Record<FailureKind, FailureRule>> = {
  timeout: {
    kalla: 'SSBTEK',
    code: timeout,
    countsAgainstBreaker: true,
    meaning: 'The agency did not answer within its time budget.',
  },
  busy: {
    kalla: 'SSBTEK',
    code: timeout,
    countsAgainstBreaker: false,
    meaning: 'The time ran out through lateness of our own: the agency was asked too late, or not at all.',
  },
  'breaker-open': {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: false,
    meaning: 'The agency has failed too often just now and is not asked until a probe succeeds.',
  },
  maintenance: {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: false,
    meaning:
      'The agency has been taken out for maintenance and is not asked (`SSBTEK_AGENCY_<KOD>_MAINTENANCE`).',
  },
  connection: {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: true,
    meaning: 'The agency could not be reached: refused, reset, name not found, or TLS failure.',
  },
  'http-status': {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: true,
    meaning:
      'The agency answered with an HTTP status that its contract gives no meaning, redirects included.',
  },
  malformed: {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: true,
    meaning: 'The answer was too large, cut off, or not the document the contract promises.',
  },
  mapping: {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: false,
    meaning: 'The question could not be put into the form the agency wants.',
  },
  overload: {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: false,
    meaning:
      'The mesh had no room in memory for the answer beside those of other questions (`SSBTEK_*_MAX_BYTES`).',
  },
  undeliverable: {
    kalla: 'SSBTEK',
    code: technical,
    countsAgainstBreaker: false,
    meaning:
      'The agency was asked once, and its answer could not be carried on: larger than a message may be, or not taken by the bus.',
  },
  'agency-fault': {
    kalla: 'BT',
    code: 'agency',
    countsAgainstBreaker: false,
    meaning: "The agency answered with an error of its own; code and text are the agency's.",
  },
};

/** Turns a failure into the codes and texts the caller gets. */
export function felOf(failure: Failure): Fel {
  const { kalla, code } = FAILURE_RULES[failure.kind];
  if (failure.kind === 'agency-fault')
    return { kalla, felkod: failure.felkod, felmeddelanden: failure.felmeddelanden };
  const { felkod, felmeddelande } = code === 'agency' ? technical : code;
  return { kalla, felkod, felmeddelanden: [felmeddelande] };
}

/**
 * True when the failure says something about the agency's health. An HTTP 4xx is the agency refusing
 * the question, so it does not; nor does an error of the agency's own (architecture 11).
 */
export function countsAgainstBreaker(failure: Failure): boolean {
  if (failure.kind === 'agency-fault') return failure.unhealthy === true;
  if (failure.kind === 'http-status') return failure.status < 400 || failure.status >= 500;
  return FAILURE_RULES[failure.kind].countsAgainstBreaker;
}
