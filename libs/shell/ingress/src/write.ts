import { FAULT } from '@ssbtek/contract';
import { BusUnavailable } from '@ssbtek/messaging';
import type { AnyQuestion, Answered } from './answered';
import { CallerGone, type Asking } from './asking';
import type { Faults } from './faults';
import { answerReply } from './http-reply';
import { outcomeOf, serverTiming } from './inquiry-outcome';
import { withoutData } from './let-go';
import type { Awaited } from './pending';

/** The answer to a question that was asked, or the fault that is its answer. */
export function write(faults: Faults, asking: Asking, question: AnyQuestion, composite: Awaited): Answered {
  const { version } = asking;
  if (!composite) return faults.failed(asking, question, FAULT.timeout, 'no composite before the deadline');
  if (composite === 'no-room') return faults.noRoomForAnswer(asking, question);
  const body =
    question.typ === 'test'
      ? version.writeTestAnswer(question, composite)
      : version.writeAnswer(question, composite);
  const outcome = outcomeOf(composite);
  return {
    reply: answerReply(body, serverTiming(composite)),
    outcome,
    question,
    composite: withoutData(composite),
  };
}

/** What is answered where asking or writing ended in an error. */
export function failed(faults: Faults, asking: Asking, question: AnyQuestion, error: unknown): Answered {
  if (error instanceof CallerGone) return { outcome: 'caller_gone', question, wasAsked: error.wasAsked };
  const reason = error instanceof BusUnavailable ? 'bus unavailable' : 'unexpected';
  return faults.failed(asking, question, FAULT.internal, reason);
}
