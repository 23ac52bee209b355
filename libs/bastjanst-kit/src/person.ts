import { failed, type DelOutcome, type Outcome } from '@ssbtek/core';

/** Reason of the failure when an agency's answer is about somebody else. */
export const OTHER_PERSON = 'other-person';
/** Reason of the failure when an agency's answer belongs to another question. */
export const OTHER_QUESTION = 'other-correlation';

/**
 * True when an answer states an identity that is not the person asked about: the worst fault there is.
 * Twelve digits are compared as a whole, ten digits (CSN, TNS) with the last ten; separators and white
 * space do not count. An identity that is absent or empty names nobody, so it is not refused: agencies leave
 * out elements their schemas call mandatory (sources.md 1.5).
 */
export function namesOtherPerson(stated: string | undefined, personidentitet: string): boolean {
  const digits = (stated ?? '').replace(/[\s+-]/g, '');
  if (digits === '') return false;
  return digits !== personidentitet && digits !== personidentitet.slice(2);
}

/** The outcome of an answer about somebody else. */
export const otherPerson = (): Outcome => failed({ kind: 'malformed', reason: OTHER_PERSON });

/** The outcome of an answer to another question than the one asked. */
export const otherQuestion = (): Outcome => failed({ kind: 'malformed', reason: OTHER_QUESTION });

/** How many answers in an outcome were thrown away because they were not about what was asked: parts count one by one. */
export function mismatchesIn(outcome: Outcome | DelOutcome): number {
  if (outcome.type === 'failure') {
    const { failure } = outcome;
    return failure.kind === 'malformed' && [OTHER_PERSON, OTHER_QUESTION].includes(failure.reason) ? 1 : 0;
  }
  if (!('data' in outcome) || outcome.data.form !== 'delar') return 0;
  return outcome.data.delar.reduce((sum, del) => sum + mismatchesIn(del.outcome), 0);
}

/** Whether this is a number of twelve digits whose last one is right (Luhn, over the last ten). */
export function hasRightCheckDigit(personidentitet: string): boolean {
  if (!/^\d{12}$/.test(personidentitet)) return false;
  const sum = [...personidentitet.slice(2)].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}
