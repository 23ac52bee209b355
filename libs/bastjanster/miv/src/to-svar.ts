import {
  malformed,
  namesOtherPerson,
  otherPerson,
  readSoapAnswer,
  textOf,
  xmlData,
  type AgencyResponse,
} from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry, Outcome } from '@ssbtek/core';
import { cutContent } from '@ssbtek/xml';
import { MIV_NS } from './descriptor';
import { toFel } from './to-fel';

/**
 * MIV's answer (seed 6.14): everything under findByPersonnummerResponse is the data: one unqualified `response`,
 * or nothing, which is the schema's way to say that nobody was found (sources.md 2.7).
 */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readSoapAnswer(response, { uri: MIV_NS, local: 'findByPersonnummerResponse' });
  if (answer.kind === 'failure') return answer.outcome;
  if (answer.kind === 'fault') return toFel(answer.fault, answer.status);
  const [found, ...more] = answer.element.children;
  if (more.length > 0 || (found && (found.local !== 'response' || found.uri !== '')))
    return malformed('unexpected-content');
  if (!found && answer.element.text.trim() !== '') return malformed('unexpected-content');
  if (namesOtherPerson(textOf(found, 'personnummer'), general.personidentitet)) return otherPerson();
  return xmlData(cutContent(answer.document, answer.element));
}
