import type { AnswerFacts } from '@ssbtek/audit';
import type { ContractVersion, Question, TestQuestion } from '@ssbtek/contract-version';
import type { Composite, Outcome } from '@ssbtek/core';
import type { Refusal } from '@ssbtek/parties';
import type { HttpReply } from '../http-reply';
import type { AskedBy } from '../asking';
import type { InquiryOutcome } from '../inquiry-outcome';

/** An answer that is about to leave, and what became known on the way to it. */
export interface Answered {
  readonly reply: HttpReply;
  readonly outcome: InquiryOutcome;
  /** Absent when it could not be read, or was not. */
  readonly question?: Question | TestQuestion | undefined;
  /** What the answer is made of; absent in a fault. */
  readonly composite?: Composite;
  /** Of a fault. */
  readonly felkod?: string;
  readonly refusal?: Refusal;
}

/** What the audit trail keeps of an answer. */
export function factsOf(
  inquiryId: string,
  version: ContractVersion,
  { caller, customer, way }: AskedBy,
  answered: Pick<Answered, 'outcome' | 'question' | 'composite' | 'felkod' | 'refusal'>,
): AnswerFacts {
  const { question, outcome, felkod, refusal } = answered;
  return {
    inquiryId,
    contract: version.name,
    way,
    asked: question?.typ ?? 'unread',
    outcome,
    felkod,
    refusal,
    caller: caller.kind === 'organisation' ? caller.organisationsnummer : undefined,
    sender: customer ?? question?.iipAddress,
    ...(question?.typ === 'fraga' && whoAndWhy(question)),
    agencies: resultsOf(version, answered),
  };
}

const whoAndWhy = ({ general: { ingivare, personidentitet, syfte, lagtext } }: Question) => ({
  ingivare: ingivare.organisationsnummer,
  handlaggare: ingivare.handlaggare,
  personidentitet,
  ground: { syfte, lagtext },
});

/** What became of each agency that was asked for. Without a composite nobody here knows what those asked answered. */
function resultsOf(
  version: ContractVersion,
  { question, composite, outcome }: Pick<Answered, 'question' | 'composite' | 'outcome'>,
): Record<string, string> {
  if (composite) return Object.fromEntries(composite.outcomes.flatMap((one) => resultOf(one)));
  if (!question) return {};
  const koder = question.typ === 'test' ? version.koder : Object.keys(question.fragor);
  return Object.fromEntries(koder.map((kod) => [kod, outcome === 'server_fault' ? 'unknown' : 'not-asked']));
}

/** An agency that answers in parts has a result for each of them. */
function resultOf({ kod, outcome }: { kod: string; outcome: Outcome }): Array<[string, string]> {
  if (outcome.type === 'failure') return [[kod, outcome.failure.kind]];
  if (outcome.data.form !== 'delar') return [[kod, 'data']];
  return outcome.data.delar.map(({ namn, outcome: del }) => [
    `${kod}/${namn}`,
    del.type === 'failure' ? del.failure.kind : 'data',
  ]);
}
