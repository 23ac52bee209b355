import {
  agencyFault,
  binaryData,
  httpStatus,
  malformed,
  namesOtherPerson,
  otherPerson,
  otherQuestion,
  textOf,
  type AgencyResponse,
} from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry, Outcome } from '@ssbtek/core';
import { charsetOfPart, readShsReply, type ShsMessage, type ShsPart } from '@ssbtek/shs';
import { AGENCY_LIMITS, child, descend, readDocument, XmlRefused, type XmlElement } from '@ssbtek/xml';
import { KOMMUNFRAGA, SVAR, descriptor } from './descriptor';

/**
 * CSN's answer (seed 6.9, sources.md 2.2): the decoded document of the SHS reply, byte for byte. An SHS error is
 * CSN's own error: its node answered (architecture 11).
 */
export function toOutcome(response: AgencyResponse, inquiry: AgencyInquiry): Outcome {
  const reply = readShsReply(response);
  switch (reply.kind) {
    case 'error':
      return agencyFault(descriptor, reply.error.code, [reply.error.info]);
    case 'status':
      return httpStatus(reply.status);
    case 'problem':
      return malformed(reply.problem.code);
    case 'reply':
      return documentOutcome(reply.message, inquiry);
  }
}

function documentOutcome({ label, parts }: ShsMessage, { inquiryId, general }: AgencyInquiry): Outcome {
  // The question's corr.id is the inquiry's id: with another one this answers somebody else's question.
  if (label.corrId !== inquiryId) return otherQuestion();
  const [part, ...more] = parts;
  if (!part || more.length > 0) return malformed('not-one-part');
  const root = readPart(part);
  if (typeof root === 'string') return malformed(root);
  if (root.local !== SVAR || !KOMMUNFRAGA.test(root.uri)) return malformed('unexpected-element');
  const resultat = descend(root, 'GemensamtSvarEkbistand', 'Resultat');
  const kod = textOf(resultat, 'ResultatKod');
  if (kod === undefined) return malformed('no-resultatkod');
  if (persons(root).some((stated) => namesOtherPerson(stated, general.personidentitet))) return otherPerson();
  if (Number(kod) !== 0) return agencyFault(descriptor, kod, [textOf(resultat, 'ResultatText')]);
  return binaryData(part.content);
}

/** The document element, or why there is none. */
function readPart(part: ShsPart): XmlElement | string {
  try {
    return readDocument(part.content, AGENCY_LIMITS, charsetOfPart(part)).root;
  } catch (error) {
    if (error instanceof XmlRefused) return error.reason;
    throw error;
  }
}

/** Everybody the answer says it is about: the persons, and the member in the question it repeats. */
function persons(root: XmlElement): readonly string[] {
  const found = (child(root, 'Personer')?.children ?? [])
    .filter((person) => person.local === 'Person')
    .map(({ attributes }) => stated(attributes.get('sekel'), attributes.get('personnummer')));
  const echo = descend(root, 'GemensamtFragaEkbistand', 'Hushallsmedlemmar', 'Hushallsmedlem');
  return [...found, stated(textOf(echo, 'HushallsMedlemsIdSekel'), textOf(echo, 'HushallsMedlemsId'))];
}

/** Twelve digits, ten where the century is left out, nothing where there is no number. */
function stated(sekel: string | undefined, personnummer: string | undefined): string {
  const number = personnummer?.trim() ?? '';
  return number === '' ? '' : (sekel?.trim() ?? '') + number;
}
