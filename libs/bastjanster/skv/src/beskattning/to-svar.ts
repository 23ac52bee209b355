import {
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

/** An organisation number: a person's third digit, ten digits long, is 0 or 1 (sources.md 2.0). */
const ORGANISATION = /^(?:16)?\d{2}[2-9]\d{3}-?\d{4}$/;

/**
 * One part's answer byte for byte (sources.md 1.4). An HTTP error is SKV's own error with the status as code, as
 * in the one real answer that is known: BT / 404 / Not found.
 */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readJsonAnswer(response);
  if (answer.kind === 'failure') return answer.outcome;
  if (persons(answer.object).some((stated) => namesOtherPerson(stated, general.personidentitet)))
    return otherPerson();
  return binaryData(response.body);
}

/**
 * Whom the answer says it is about: `identitet`, `kontohavare`, and the firm's number where it is a person's, as it is
 * for a sole trader (sources.md 2.4, the parts' samples).
 */
function persons(answer: JsonObject): ReadonlyArray<string | undefined> {
  const firms = objectsIn(answer['foretag'])
    .map(({ foretagId }) => statedNumber(foretagId))
    .filter((number) => number !== undefined && !ORGANISATION.test(number.trim()));
  return [statedNumber(answer['identitet']), statedNumber(answer['kontohavare']), ...firms];
}
