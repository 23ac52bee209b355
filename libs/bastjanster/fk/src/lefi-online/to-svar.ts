import {
  agencyFault,
  httpStatus,
  malformed,
  namesOtherPerson,
  otherPerson,
  readSoapAnswer,
  textOf,
  xmlData,
  type AgencyResponse,
} from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry, Outcome } from '@ssbtek/core';
import { AGENCY_LIMITS, child, cutTogether, type XmlElement } from '@ssbtek/xml';
import { descriptor } from '../descriptor';
import { LEFI_NS, LEFI_ONLINE, SVAR } from './names';

/**
 * LEFI Online's answer (seed 6.10, sources.md 2.3): what stands under svarspost is the data, unless there is a
 * fel (seed 7.3.2). FK documents no SOAP fault, so any is 2001 (architecture 11).
 */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readSoapAnswer(response, { uri: LEFI_NS, local: SVAR });
  if (answer.kind === 'failure') return answer.outcome;
  if (answer.kind === 'fault') return httpStatus(answer.status);
  const [fragasvar, ...more] = all(answer.element, 'fragasvar');
  if (!fragasvar || more.length > 0) return malformed('no-fragasvar');
  const poster = all(fragasvar, 'svarspost');
  if (persons(fragasvar, poster).some((stated) => namesOtherPerson(stated, general.personidentitet)))
    return otherPerson();
  const fel = all(fragasvar, 'fel');
  if (fel.length > 0) return felOutcome(fel);
  if (poster.length === 0) return malformed('no-svarspost');
  const cutting = cutTogether(answer.document, fragasvar, poster, AGENCY_LIMITS.maxBytes);
  return cutting ? xmlData(cutting) : malformed('too-large');
}

/** Code of the first fel, one text for each (seed 7.3.2). */
function felOutcome(fel: readonly XmlElement[]): Outcome {
  const kod = textOf(fel[0], 'kod');
  if (kod === undefined) return malformed('no-kod');
  return agencyFault(
    descriptor,
    kod,
    fel.map((one) => textOf(one, 'beskrivning')),
    LEFI_ONLINE,
  );
}

/**
 * Whom the answer says it is about, where it says so: beside the question's parts or on top of a svarspost. Deeper
 * inside, a personnummer may be a child's or a partner's.
 */
function persons(fragasvar: XmlElement, poster: readonly XmlElement[]): ReadonlyArray<string | undefined> {
  const places = [fragasvar, child(fragasvar, 'formansfraga'), ...poster];
  return places.flatMap((place) => (place ? all(place, 'personnummer').map(({ text }) => text) : []));
}

const all = (parent: XmlElement, local: string): readonly XmlElement[] =>
  parent.children.filter((c) => c.local === local);
