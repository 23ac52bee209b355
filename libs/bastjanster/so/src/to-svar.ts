import {
  agencyFault,
  malformed,
  namesOtherPerson,
  otherPerson,
  readSoapAnswer,
  textOf,
  xmlData,
  type AgencyResponse,
} from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry, Outcome } from '@ssbtek/core';
import { child, cutContent } from '@ssbtek/xml';
import { SO_NS, descriptor } from './descriptor';

/**
 * SO's answer (seed 6.12): everything under GetUnemploymentBenefitPaymentResponse is the data. SO's error rule
 * is the plain SOAP fault, faultcode and faultstring as sent (seed 7.3.2).
 */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readSoapAnswer(response, { uri: SO_NS, local: 'GetUnemploymentBenefitPaymentResponse' });
  if (answer.kind === 'failure') return answer.outcome;
  if (answer.kind === 'fault') {
    const { faultcode, faultstring } = answer.fault;
    return faultcode === '' ? malformed('no-faultcode') : agencyFault(descriptor, faultcode, [faultstring]);
  }
  // Without the list an answer would look like "no payments"; all else may be missing (sources.md 1.5).
  if (!child(answer.element, 'ArbetsloshetsersattningLista', SO_NS)) return malformed('no-list');
  if (namesOtherPerson(textOf(answer.element, 'IdentificationNumber'), general.personidentitet))
    return otherPerson();
  return xmlData(cutContent(answer.document, answer.element));
}
