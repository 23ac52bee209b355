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
import { cutContent, type XmlElement } from '@ssbtek/xml';
import { AF_NS, HIGHEST_DATA_KOD, KOD_RENUMBERED, descriptor } from './descriptor';

/**
 * AF's answer (seed 6.8, sources.md 2.1): the children of SvarMeddelande are the data, unless
 * StatusSokandeinformationKod is above 99 (seed 7.3.2). AF documents no SOAP fault of its own, so any is 2001.
 */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readSoapAnswer(response, { uri: AF_NS, local: 'SvarMeddelande' });
  if (answer.kind === 'failure') return answer.outcome;
  if (answer.kind === 'fault') return httpStatus(answer.status);
  const svar = partsOf(answer.element, 'Svar');
  if (svar.length !== 1) return malformed('no-svar');
  const kod = textOf(svar[0], 'StatusSokandeinformationKod');
  if (kod === undefined || !/^[+-]?\d+$/.test(kod)) return malformed('no-status');
  const echoed = partsOf(answer.element, 'Fraga');
  const about = kod === KOD_RENUMBERED ? echoed : [...echoed, ...svar];
  if (about.some((part) => isAboutOther(part, general.personidentitet))) return otherPerson();
  if (Number(kod) > HIGHEST_DATA_KOD)
    return agencyFault(descriptor, kod, [textOf(svar[0], 'StatusSokandeinformationKodText')]);
  return xmlData(cutContent(answer.document, answer.element));
}

const partsOf = (message: XmlElement, local: string): readonly XmlElement[] =>
  message.children.filter((part) => part.local === local && part.uri === AF_NS);

const isAboutOther = (part: XmlElement, personidentitet: string): boolean =>
  namesOtherPerson(textOf(part, 'IdentitetsbeteckningFysiskPerson'), personidentitet);
