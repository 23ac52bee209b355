import type { FailureKind } from '@ssbtek/core';

/** Ends of a question to an agency that say that the agency, or the way to it, does not work. */
export const AGENCY_FAILURES: readonly FailureKind[] = [
  'timeout',
  'breaker-open',
  'connection',
  'http-status',
  'malformed',
];
