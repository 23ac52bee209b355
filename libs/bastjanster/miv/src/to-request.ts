import { soapRequest, type AgencyRequest, type RequestContext } from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry } from '@ssbtek/core';
import { element, type XmlOut } from '@ssbtek/xml';
import { MIV_HEADER, MIV_NS } from './descriptor';

/**
 * The question in MIV's form (seed 6.7, sources.md 2.7). The header wants a correlation id, so a question
 * without korrelationsid gets one of ours there; the body only repeats what the caller gave.
 */
export function toRequest({ general }: AgencyInquiry, { newId }: RequestContext): AgencyRequest {
  const { ingivare, korrelationsid } = general;
  const query = element('query', [
    korrelationsid === undefined ? undefined : element('korrelationsid', korrelationsid),
    element('personnummer', general.personidentitet),
    element('ingivare', [
      element('handlaggare', ingivare.handlaggare),
      element('namn', ingivare.namn),
      element('organisationsnummer', ingivare.organisationsnummer),
    ]),
  ]);
  const body = element('miv:findByPersonnummer', [query], { namespaces: { miv: MIV_NS } });
  return soapRequest(body, header(korrelationsid ?? newId(), ingivare.handlaggare));
}

const header = (correlationId: string, userId: string): XmlOut =>
  element(
    MIV_HEADER.local,
    [element(MIV_HEADER.correlationId, correlationId), element(MIV_HEADER.userId, userId)],
    { namespaces: { '': MIV_HEADER.uri } },
  );
