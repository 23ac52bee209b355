import type { Happening } from '../history.ts';
import {
  exactlyOneAnswer,
  exactlyWhatWasAsked,
  inTime,
  nobodyElsesData,
  recordedBefore,
  valid,
} from './answers.ts';
import { neverTooLate, neverTwice } from './calls.ts';
import { noFailureWithoutReason, noStranger } from './quality.ts';
import { metricsAgree, noCrash, nothingLeft, nothingOutside } from './surroundings.ts';
import { Indexed, type Rule, type Violation } from './violation.ts';

const RULES: readonly Rule[] = [
  noCrash,
  exactlyOneAnswer,
  inTime,
  nobodyElsesData,
  exactlyWhatWasAsked,
  valid,
  neverTooLate,
  neverTwice,
  nothingOutside,
  recordedBefore,
  nothingLeft,
  metricsAgree,
  noFailureWithoutReason,
  noStranger,
];

/**
 * The rules that can be judged of processes that nobody looks into: I1, I3, I4, I5, I6, I10. How late an answer left is
 * not among them: on a machine that runs mesh, brokers and callers nobody knows how late it was seen.
 */
export const FROM_OUTSIDE: readonly Rule[] = [
  exactlyOneAnswer,
  nobodyElsesData,
  exactlyWhatWasAsked,
  valid,
  recordedBefore,
];

/** Everything in a history that must not be; empty when all is well. Pure: the history is all that it knows. */
export function check(history: readonly Happening[], rules: readonly Rule[] = RULES): readonly Violation[] {
  const indexed = new Indexed(history);
  return rules.flatMap((rule) => [...rule(indexed)]);
}
