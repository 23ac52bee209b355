import { soapRequest, type AgencyRequest } from '@ssbtek/bastjanst-kit';
import { PERSONUPPGIFTSBITRADE } from '@ssbtek/contract';
import type { AgencyInquiry } from '@ssbtek/core';
import { element } from '@ssbtek/xml';
import { SO_NS } from './descriptor';

/** The question in SO's form (seed 6.5, sources.md 2.5). From and Tom are xs:date and go on as the caller wrote them. */
export function toRequest({ general, fraga }: AgencyInquiry): AgencyRequest {
  const { ingivare } = general;
  const fields = [
    element('OrganisationsnummerIngivare', ingivare.organisationsnummer),
    element('NamnIngivare', ingivare.namn),
    element('KontonamnHandlaggare', ingivare.handlaggare),
    element('Referensnummer', general.arendeidentitet),
    element('From', fraga.tidsperiod.fromDatum),
    element('Tom', fraga.tidsperiod.tomDatum),
    element('Syfte', general.syfte),
    element('Paragraf', general.lagtext),
    element('OrganisationsnummerPersonuppgiftsbitrade', PERSONUPPGIFTSBITRADE.organisationsnummer),
    element('NamnPersonuppgiftsbitrade', PERSONUPPGIFTSBITRADE.namn),
    element('IdentificationNumber', general.personidentitet),
  ];
  return soapRequest(element('GetUnemploymentBenefitPaymentRequest', fields, { namespaces: { '': SO_NS } }));
}
