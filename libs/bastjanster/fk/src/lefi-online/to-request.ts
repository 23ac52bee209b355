import { FORMANER } from '@ssbtek/contract';
import { soapRequest, type AgencyRequest, type RequestContext } from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry } from '@ssbtek/core';
import { element, type XmlOut } from '@ssbtek/xml';
import { FRAGA, LEFI_NS } from './names';

/**
 * The question in LEFI Online's form (seed 6.3, sources.md 2.3). Where the caller gave no frageTidpunkt or
 * korrelationsid, FK gets the time of the call and the inquiry's own id (sources.md 5 #20). From and tom go on
 * as the caller wrote them.
 */
export function toRequest(inquiry: AgencyInquiry, { now, settings }: RequestContext): AgencyRequest {
  const { inquiryId, general, fraga } = inquiry;
  const anvandareId = settings['ANVANDARE_ID'];
  if (anvandareId === undefined) throw new Error('the setting ANVANDARE_ID is missing');
  const meddelandehuvud = element('fk:meddelandehuvud', [
    element('fk:metadata', [element('fk:anvandareId', anvandareId)]),
    element('fk:skapades', general.frageTidpunkt ?? now.toISOString()),
    element('fk:korrelationsid', general.korrelationsid ?? inquiryId),
    element('fk:Organisationsnummer', tenDigits(general.ingivare.organisationsnummer)),
  ]);
  const formansfraga = element('fk:formansfraga', [
    element('fk:personnummer', general.personidentitet),
    element('fk:from', fraga.tidsperiod.fromDatum),
    element('fk:tom', fraga.tidsperiod.tomDatum),
    formansforteckning(inquiry),
  ]);
  return soapRequest(
    element(`fk:${FRAGA}`, [meddelandehuvud, formansfraga], { namespaces: { fk: LEFI_NS } }),
  );
}

function formansforteckning({ fraga: { specifikt } }: AgencyInquiry): XmlOut {
  if (specifikt.typ !== 'formansforteckning') throw new Error('the question has no formansforteckning');
  const flags = FORMANER.map((forman) => {
    const flag = Object.hasOwn(specifikt.formaner, forman) ? specifikt.formaner[forman] : undefined;
    if (flag === undefined) throw new Error(`the formansforteckning lacks ${forman}`);
    return element(`fk:${forman}`, String(flag));
  });
  return element('fk:formansforteckning', flags);
}

/** `162120002411` as `2120002411` (sources.md 2.0). */
function tenDigits(organisationsnummer: string): string {
  if (!/^\d{12}$/.test(organisationsnummer)) throw new Error('organisationsnummer is not twelve digits');
  return organisationsnummer.slice(2);
}
