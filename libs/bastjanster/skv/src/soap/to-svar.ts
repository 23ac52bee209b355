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
import { child, cutElement, type XmlElement } from '@ssbtek/xml';
import { innerRoot } from './inner';
import { SKV_NS } from './names';
import { faultOutcome, statusOutcome } from './to-fel';

/** SKV's answer (seed 6.11, sources.md 2.4): the unqualified element `svar` itself, with its escaped document. */
export function toOutcome(response: AgencyResponse, { general }: AgencyInquiry): Outcome {
  const answer = readSoapAnswer(response, { uri: SKV_NS, local: 'BeskattningsuppgifterResponse' });
  if (answer.kind === 'fault') return faultOutcome(answer.fault, answer.status);
  if (answer.kind === 'failure') return statusOutcome(response.status) ?? answer.outcome;
  const [svar, ...more] = answer.element.children.filter((c) => c.local === 'svar' && c.uri === '');
  if (!svar || more.length > 0) return malformed('no-svar');
  if (svar.children.length > 0) return malformed('svar-not-text');
  if (svar.text.trim() === '') return malformed('empty-svar');
  const document = innerRoot(svar.text);
  if (!document) return malformed('svar-not-xml');
  if (persons(document).some((stated) => namesOtherPerson(stated, general.personidentitet)))
    return otherPerson();
  return xmlData(cutElement(answer.document, svar));
}

/** Whom the inner document is about: one number for each Personuppgift. */
const persons = (document: XmlElement): ReadonlyArray<string | undefined> =>
  (child(document, 'PersonuppgiftLista')?.children ?? []).map((uppgift) =>
    textOf(uppgift, 'IdentitetsbeteckningFysiskPerson'),
  );
