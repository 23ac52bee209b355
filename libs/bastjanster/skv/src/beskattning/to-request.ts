import { jsonRequest, type AgencyRequest, type RequestContext } from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry } from '@ssbtek/core';
import { delOf } from './names';

/**
 * The question about one part (architecture 2): the years as the caller listed them, the person, and who asks. SKV's
 * own interface is not public; this one stands in until it is. Period, syfte and lagtext are not sent.
 */
export function toRequest(
  { general, fraga: { specifikt } }: AgencyInquiry,
  _context: RequestContext,
  del?: string,
): AgencyRequest {
  const part = delOf(del);
  if (!part) throw new Error('not a part of beskattning');
  if (specifikt.typ !== 'beskattning') throw new Error('the question has no years and parts');
  const { ingivare } = general;
  const body = {
    personidentitet: general.personidentitet,
    ar: specifikt.ar,
    organisationsnummerForIngivare: ingivare.organisationsnummer,
    namnPaIngivare: ingivare.namn,
    kontonamnForHandlaggare: ingivare.handlaggare,
    referensnummer: general.arendeidentitet,
  };
  return jsonRequest(`/${part}`, `/${part}`, new TextEncoder().encode(JSON.stringify(body)));
}
