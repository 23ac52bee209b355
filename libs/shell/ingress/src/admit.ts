import { FAULT } from '@ssbtek/contract';
import type { Caller, Claim, Refusal } from '@ssbtek/parties';
import type { AnyQuestion, Answered } from './answered';
import type { Asking } from './asking';
import type { Auditor } from './audit/auditor';
import type { Faults } from './faults';

/** What admitting needs from outside. */
export interface AdmitDeps {
  readonly faults: Faults;
  /** Whether a caller may ask a question; undefined when it may. */
  readonly admit: (caller: Caller, claim: Claim) => Refusal | undefined;
  readonly auditor: Pick<Auditor, 'lacks'>;
}

/** Why a question is not asked; undefined when it is. */
export function refusalOf(deps: AdmitDeps, asking: Asking, question: AnyQuestion): Answered | undefined {
  const { caller, customer } = asking.by;
  const claim = { customer: customer ?? question.iipAddress, ingivare: ingivareOf(question) };
  const refusal = deps.admit(caller, claim);
  if (refusal) return deps.faults.notAdmitted(asking, refusal, question);
  // Nobody is asked for an answer that could not leave.
  const [unrecorded] = deps.auditor.lacks();
  if (unrecorded === undefined) return undefined;
  return { ...deps.faults.failed(asking, question, FAULT.internal, unrecorded), wasAsked: false };
}

/** Who asks by the question's own account; a test question is nobody's. */
const ingivareOf = (question: AnyQuestion): string | undefined =>
  question.typ === 'test' ? undefined : question.general.ingivare.organisationsnummer;
