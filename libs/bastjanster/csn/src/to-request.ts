import { plainDate, type AgencyRequest, type RequestContext } from '@ssbtek/bastjanst-kit';
import type { AgencyInquiry } from '@ssbtek/core';
import { SHS_LABEL_VERSION, shsDatetime, writeShsMessage, type ShsLabel } from '@ssbtek/shs';
import { element, writeDocument } from '@ssbtek/xml';
import { FRAGA, KOMMUNFRAGA_NS, SAMBRUK_NS } from './descriptor';

/**
 * The question as a synchronous SHS message (sources.md 3.1) with one data part.
 * corr.id is the inquiry's own id, so that the answer can be tied to it.
 */
export function toRequest(inquiry: AgencyInquiry, context: RequestContext): AgencyRequest {
  const { now, newId, newToken, settings } = context;
  const label: ShsLabel = {
    version: SHS_LABEL_VERSION,
    txId: newId(),
    corrId: inquiry.inquiryId,
    transferType: 'synch',
    messageType: 'simple',
    documentType: 'simple',
    sequenceType: 'request',
    status: 'production',
    from: { urn: setting(settings, 'SHS_FROM'), commonName: 'SSBTEK' },
    to: { urn: setting(settings, 'SHS_TO'), commonName: 'CSN' },
    product: { urn: setting(settings, 'SHS_PRODUCT') },
    meta: [],
    datetime: shsDatetime(now),
    contentId: newId(),
    dataParts: [{ datapartType: 'xml', filename: 'fraga.xml' }],
  };
  const type = 'text/xml; charset=UTF-8; name=fraga.xml';
  const part = { content: toFraga(inquiry), contentType: type, encoding: 'binary' } as const;
  const { contentType, body } = writeShsMessage(label, [part], newToken());
  return { method: 'POST', path: '', headers: { 'content-type': contentType }, body };
}

/**
 * The document itself (seed 6.2, sources.md 2.2). SubOrgKod, MaxAntalSvar, AnropsId and LastDataVersion are left
 * out; lengths are CSN's to judge (-1005).
 */
export function toFraga({ general, fraga }: AgencyInquiry): Uint8Array {
  const { ingivare, personidentitet } = general;
  const medlem = element('sam:Hushallsmedlem', [
    element('sam:HushallsMedlemsIdSekel', personidentitet.slice(0, 2)),
    element('sam:HushallsMedlemsId', personidentitet.slice(2)),
  ]);
  return writeDocument(
    element(
      `csn:${FRAGA}`,
      [
        element('sam:SchemaVersion', '1.0'),
        element('sam:BegarData', [
          element('sam:Kommun', kommun(ingivare.organisationsnummer)),
          element('sam:AppNamn', 'SSBTEK'),
          element('sam:AppVersion', '1.0'),
        ]),
        element('sam:HandlaggareId', ingivare.handlaggare),
        element('sam:ArendeId', general.arendeidentitet),
        element('sam:HushallsId', personidentitet),
        element('sam:FromDatum', datum(fraga.tidsperiod.fromDatum)),
        element('sam:TomDatum', datum(fraga.tidsperiod.tomDatum)),
        element('sam:Hushallsmedlemmar', [medlem]),
      ],
      { namespaces: { csn: KOMMUNFRAGA_NS, sam: SAMBRUK_NS } },
    ),
  );
}

/** `162120002411` as `212000-2411` (sources.md 2.0). */
function kommun(organisationsnummer: string): string {
  const [, first, last] = /^\d{2}(\d{6})(\d{4})$/.exec(organisationsnummer) ?? [];
  if (first === undefined || last === undefined) throw new Error('organisationsnummer is not twelve digits');
  return `${first}-${last}`;
}

/** `2026-07-01+02:00` as `20260701` (sources.md 2.0, ÅÅÅÅMMDD). */
function datum(xsDate: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plainDate(xsDate)) ?? [];
  if (year === undefined || month === undefined || day === undefined)
    throw new Error('a date is not YYYY-MM-DD');
  return year + month + day;
}

function setting(settings: Readonly<Record<string, string>>, key: string): string {
  const value = settings[key];
  if (value === undefined) throw new Error(`the setting ${key} is missing`);
  return value;
}
