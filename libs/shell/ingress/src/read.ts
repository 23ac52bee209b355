import { QuestionRefused, type ContractVersion, type SsbtekFault } from '@ssbtek/contract-version';
import type { AnyQuestion, Answered } from './answered';
import type { Asking, Body } from './asking';
import type { Faults } from './faults';

/** What reading needs from outside. */
export interface ReadDeps {
  readonly faults: Faults;
  /** What a version answers with that is closed; undefined while it is open. */
  readonly closed: (version: ContractVersion) => SsbtekFault | undefined;
}

/** The question of a request, or the fault that is its answer. */
export function read(
  { faults, closed: closedWith }: ReadDeps,
  asking: Asking,
  body: Body,
  charset: string | undefined,
): AnyQuestion | Answered {
  const { version, by } = asking;
  // Whom we do not know gets no reader to try things on.
  if (by.caller.kind === 'refused') return faults.notAdmitted(asking, by.caller.refusal);
  const closed = closedWith(version);
  try {
    const question = version.readQuestion(body.take(), charset);
    return closed ? faults.closed(asking, closed, question) : question;
  } catch (error) {
    if (closed && error instanceof QuestionRefused) return faults.closed(asking, closed, error);
    return faults.unread(asking, error);
  }
}
