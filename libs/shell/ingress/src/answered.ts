import type { Question, TestQuestion } from '@ssbtek/contract-version';
import type { Composite } from '@ssbtek/core';
import type { Refusal } from '@ssbtek/parties';
import type { HttpReply } from './http-reply';
import type { InquiryOutcome } from './inquiry-outcome';

/** A question of whichever kind. */
export type AnyQuestion = Question | TestQuestion;

/** An answer that is about to leave, and what became known on the way to it. */
export interface Answered {
  /** Absent when the caller went before there was one. */
  readonly reply?: HttpReply;
  readonly outcome: InquiryOutcome;
  /** Absent when it could not be read, or was not. */
  readonly question?: AnyQuestion | undefined;
  /** What the answer is made of; absent in a fault. */
  readonly composite?: Composite;
  /** Of a fault. */
  readonly felkod?: string;
  readonly refusal?: Refusal;
  /** Whether agencies had been asked when the caller went. */
  readonly wasAsked?: boolean;
}

/** Whether a step has ended the inquiry instead of handing something on to the next one. */
export const hasEnded = (step: object): step is Answered => 'outcome' in step;
