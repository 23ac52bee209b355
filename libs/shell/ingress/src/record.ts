import { FAULT } from '@ssbtek/contract';
import type { Answered } from './answered';
import type { Asking } from './asking';
import type { Auditor } from './audit/auditor';
import { factsOf } from './audit/facts';
import type { Faults } from './faults';
import type { InquiryOutcome } from './inquiry-outcome';

/** How long after the deadline an answer may still leave, ms (architecture 10, I2), less a little for the way out. */
const LATENESS_MS = 400;

/** What recording needs from outside. Times in ms. */
export interface RecordDeps {
  readonly auditor: Auditor;
  readonly faults: Faults;
  readonly deadlineMs: number;
}

/** The answer, once it is in the audit trail; else fault 1002 instead, with nothing of what the agencies said. */
export async function recorded(deps: RecordDeps, asking: Asking, answered: Answered): Promise<Answered> {
  const { auditor, deadlineMs } = deps;
  const { version, by, startedAt } = asking;
  const { question, composite } = answered;
  const facts = factsOf(version, by, answered);
  if (!answered.reply) {
    // The place is the next caller's.
    void auditor.note(facts);
    return answered;
  }
  const leftMs = (): number => deadlineMs + LATENESS_MS - (performance.now() - startedAt);
  if (!question || !composite) {
    await auditor.note(facts, leftMs());
    return answered;
  }
  if (await auditor.write(facts, leftMs())) return answered;
  const refused = deps.faults.failed(asking, question, FAULT.internal, 'audit record not written');
  await auditor.note(factsOf(version, by, refused), leftMs());
  return refused;
}

/** How it ended: an answer that could not be handed over is followed in the trail by a record that says so. */
export async function handedOver(
  { auditor }: RecordDeps,
  asking: Asking,
  answered: Answered,
): Promise<InquiryOutcome> {
  const { version, by, back } = asking;
  const { reply, outcome } = answered;
  if (!reply || (await back.send(reply))) return outcome;
  void auditor.note(factsOf(version, by, { ...answered, outcome: 'caller_gone' }));
  // A failure of ours stays one, whether somebody heard of it or not.
  return outcome === 'server_fault' ? outcome : 'caller_gone';
}
