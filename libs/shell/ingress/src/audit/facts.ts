import type { AnswerFacts } from '@ssbtek/audit';
import type { ContractVersion, Question } from '@ssbtek/contract-version';
import { resultOf, type Outcome } from '@ssbtek/core';
import type { Answered } from '../answered';
import type { AskedBy } from '../asking';

/** What the audit trail keeps of an answer. */
export function factsOf(
  version: ContractVersion,
  { inquiryId, caller, customer, way }: AskedBy,
  answered: Omit<Answered, 'reply'>,
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
  { question, composite, outcome, wasAsked = outcome === 'server_fault' }: Omit<Answered, 'reply'>,
): Record<string, string> {
  if (composite) return Object.fromEntries(composite.outcomes.flatMap((one) => resultsIn(one)));
  if (!question) return {};
  const koder = question.typ === 'test' ? version.koder : Object.keys(question.fragor);
  return Object.fromEntries(koder.map((kod) => [kod, wasAsked ? 'unknown' : 'not-asked']));
}

/** An agency that answers in parts has a result for each of them. */
function resultsIn({ kod, outcome }: { kod: string; outcome: Outcome }): Array<[string, string]> {
  if (outcome.type === 'failure' || outcome.data.form !== 'delar') return [[kod, resultOf(outcome)]];
  return outcome.data.delar.map(({ namn, outcome: del }) => [
    `${kod}/${namn}`,
    del.type === 'failure' ? del.failure.kind : 'data',
  ]);
}
