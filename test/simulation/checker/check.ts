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

/** Everything in a history that must not be; empty when all is well. Pure: the history is all that it knows. */
export function check(history: readonly Happening[]): readonly Violation[] {
  const indexed = new Indexed(history);
  return RULES.flatMap((rule) => [...rule(indexed)]);
}
