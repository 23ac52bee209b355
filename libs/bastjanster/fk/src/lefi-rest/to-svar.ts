import {
  asObject,
  binaryData,
  namesOtherPerson,
  objectsIn,
  otherPerson,
  readJsonAnswer,
  statedNumber,
  type AgencyResponse,
  type JsonObject,
} from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry, Outcome } from '@ssbtek/core';

/**
 * LEFI's answer byte for byte (sources.md 2.3). Deviations and utlamnare that did not answer are data; an HTTP
 * error is FK's own error with the status as code (architecture 2).
 */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readJsonAnswer(response);
  if (answer.kind === 'failure') return answer.outcome;
  if (persons(answer.object).some((stated) => namesOtherPerson(stated, general.personidentitet)))
    return otherPerson();
  return binaryData(response.body);
}

/**
 * Whom the answer says it is about: generellPersoninformation, when it was asked for. Every other number in it may
 * be a child's, a partner's or an employer's.
 */
const persons = (answer: JsonObject): ReadonlyArray<string | undefined> =>
  objectsIn(asObject(answer['formansinformation'])?.['generellPersoninformation']).map((person) =>
    statedNumber(person['personnummer']),
  );
