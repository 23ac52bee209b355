import {
  agencyFault,
  httpStatus,
  malformed,
  readSoapAnswer,
  textOf,
  xmlData,
  type AgencyResponse,
} from '@ssbtek/bastjanst-kit';
import type { Outcome } from '@ssbtek/core';
import { child, cutContent, type XmlElement } from '@ssbtek/xml';
import { TNS_NS, descriptor } from './descriptor';

/**
 * TNS' answer (seed 6.13): everything under HamtaUppgifterResponse is the data when resultat is OK. FEL is an
 * error with the first felkod and every feltext (sources.md 2.6; the seed gives no rule). The answer does
 * not say whom it is about, so that cannot be checked.
 */
export function toOutcome(response: AgencyResponse): Outcome {
  const answer = readSoapAnswer(response, { uri: TNS_NS, local: 'HamtaUppgifterResponse' });
  if (answer.kind === 'failure') return answer.outcome;
  if (answer.kind === 'fault') return httpStatus(answer.status);
  switch (child(answer.element, 'resultat', TNS_NS)?.text.trim()) {
    case 'OK':
      return xmlData(cutContent(answer.document, answer.element));
    case 'FEL':
      return toFel(answer.element.children.filter((c) => c.local === 'felresultat' && c.uri === TNS_NS));
    default:
      return malformed('no-resultat');
  }
}

function toFel(results: readonly XmlElement[]): Outcome {
  const felkod = textOf(results[0], 'felkod');
  if (felkod === undefined) return malformed('no-felresultat');
  return agencyFault(
    descriptor,
    felkod,
    results.map((result) => textOf(result, 'feltext')),
  );
}
