import { soapRequest, type AgencyRequest } from '@ssbtek/bastjanst-kit';
import { PERSONUPPGIFTSBITRADE } from '@ssbtek/contract';
import type { AgencyInquiry } from '@ssbtek/core';
import { element, writeDocument } from '@ssbtek/xml';
import { INRE_FRAGA, SKV_NS } from './names';

/** The question in SKV's form (sources.md 2.4): a document of its own, escaped, inside the unqualified `forfragan`. */
export function toRequest(inquiry: AgencyInquiry): AgencyRequest {
  const forfragan = element('forfragan', toForfragan(inquiry));
  return soapRequest(
    element('skv:BeskattningsuppgifterRequest', [forfragan], { namespaces: { skv: SKV_NS } }),
  );
}

/** The document inside (seed 6.4). Period, syfte and lagtext are not sent. */
export function toForfragan({ general }: AgencyInquiry): string {
  const { ingivare } = general;
  const document = element(
    INRE_FRAGA.root,
    [
      element('OrganisationsnummerForIngivare', ingivare.organisationsnummer),
      element('NamnPaIngivare', ingivare.namn),
      element('KontonamnForHandlaggare', ingivare.handlaggare),
      element('IdentitetsbeteckningFysiskPerson', general.personidentitet),
      element('Referensnummer', general.arendeidentitet),
      element('OrganisationsnummerForPersonuppgiftsbitrade', PERSONUPPGIFTSBITRADE.organisationsnummer),
      element('NamnPaPersonuppgiftsbitrade', PERSONUPPGIFTSBITRADE.namn),
    ],
    { namespaces: { '': INRE_FRAGA.namespace } },
  );
  return new TextDecoder().decode(writeDocument(document));
}
