import { soapRequest, type AgencyRequest, type RequestContext } from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry } from '@ssbtek/core';
import { element } from '@ssbtek/xml';
import { PERSON_NS, TNS_HEADER, TNS_NS } from './descriptor';

/**
 * The question in TNS' form (seed 6.6, sources.md 2.6): who asks goes into the agency's own SOAP header, the
 * person into the body, split after the century. TNS has no period, so the question's is not sent.
 */
export function toRequest({ general }: AgencyInquiry, { now }: RequestContext): AgencyRequest {
  const { ingivare, personidentitet } = general;
  const header = element(
    TNS_HEADER.local,
    [
      element('frageTidpunkt', general.frageTidpunkt ?? now.toISOString()),
      element('ingivare', [
        element('organisationsnummer', ingivare.organisationsnummer),
        element('namn', ingivare.namn),
        element('handlaggare', ingivare.handlaggare),
      ]),
      element('arendeidentitet', general.arendeidentitet),
    ],
    { namespaces: { '': TNS_HEADER.uri } },
  );
  const identification = element('identifikation', [
    element('per:sekel', personidentitet.slice(0, 2)),
    element('per:personnummer', personidentitet.slice(2)),
  ]);
  const body = element('HamtaUppgifter', [identification], { namespaces: { '': TNS_NS, per: PERSON_NS } });
  return soapRequest(body, header);
}
