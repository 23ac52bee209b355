import { soapRequest, type AgencyRequest, type RequestContext } from '@ssbtek/bastjanst-kit';
import { PERSONUPPGIFTSBITRADE } from '@ssbtek/contract';
import type { AgencyInquiry } from '@ssbtek/core';
import { element } from '@ssbtek/xml';
import { AF_NS } from './descriptor';

/** The question in AF's form (seed 6.1, sources.md 2.1). From and Tom are xs:date and go on as the caller wrote them. */
export function toRequest({ general, fraga }: AgencyInquiry, { settings }: RequestContext): AgencyRequest {
  const { ingivare } = general;
  const question = element('Fraga', [
    settings['TEST'] === '1' ? element('Test', '1') : undefined,
    element('OrganisationsnummerForIngivare', ingivare.organisationsnummer),
    element('NamnPaIngivare', ingivare.namn),
    element('KontonamnForHandlaggare', ingivare.handlaggare),
    element('Referensnummer', general.arendeidentitet),
    element('From', fraga.tidsperiod.fromDatum),
    element('Tom', fraga.tidsperiod.tomDatum),
    element('SyfteMedFraga', general.syfte),
    element('LagParagraf', general.lagtext),
    element('OrganisationsnummerForPersonuppgiftsbitrade', PERSONUPPGIFTSBITRADE.organisationsnummer),
    element('NamnPaPersonuppgiftsbitrade', PERSONUPPGIFTSBITRADE.namn),
    element('IdentitetsbeteckningFysiskPerson', general.personidentitet),
  ]);
  const include = element('Inkludera', [], {
    attributes: { ArbetssokandeInfo: '1', AkasseInfo: '1', BeslutInfo: '1' },
  });
  return soapRequest(element('FragaMeddelande', [include, question], { namespaces: { '': AF_NS } }));
}
