import type { AgencyInquiry, GeneralQuestion, Specifikt, Tidsperiod } from '@ssbtek/core';
import type { RequestContext } from '../bastjanst';
import type { AgencyRequest, AgencyResponse } from '../exchange';
import type { SimulatedRequest } from '../simulator';

/** Parts of {@link exampleInquiry} to replace. */
export interface ExampleParts {
  readonly general?: Partial<GeneralQuestion>;
  readonly tidsperiod?: Tidsperiod;
  readonly specifikt?: Specifikt;
}

/** A question about Tolvan Tolvansson with everything a caller can give (sources.md 1.3). */
export function exampleInquiry({ general, tidsperiod, specifikt }: ExampleParts = {}): AgencyInquiry {
  return {
    inquiryId: '01890000-0000-7000-8000-000000000001',
    general: {
      frageTidpunkt: '2026-09-22T09:30:47.123',
      korrelationsid: 'KORRID12345',
      ingivare: { organisationsnummer: '162120002411', namn: 'Sundsvalls kommun', handlaggare: 'HL123456' },
      personidentitet: '191212121212',
      arendeidentitet: 'AID12341234',
      syfte: 'Beslut om eller kontroll av Ekonomiskt försörjningsstöd',
      lagtext:
        '11 kap. 11 a § socialtjänstlagen (2001:453), 5 § förordning (2008:975) om uppgiftsskyldighet i vissa fall enligt socialtjänstlagen.',
      ...general,
    },
    fraga: {
      tidsperiod: tidsperiod ?? { fromDatum: '2026-08-01', tomDatum: '2026-09-21' },
      specifikt: specifikt ?? { typ: 'ingen' },
    },
  };
}

/** The same question without what a caller may leave out: frageTidpunkt and korrelationsid. */
export function leastInquiry(inquiry: AgencyInquiry): AgencyInquiry {
  const { frageTidpunkt: _frageTidpunkt, korrelationsid: _korrelationsid, ...general } = inquiry.general;
  return { ...inquiry, general };
}

/** The identifier every call to `newId` gives in tests. */
export const EXAMPLE_ID = '00000000-0000-4000-8000-000000000001';

/** The token every call to `newToken` gives in tests. */
export const EXAMPLE_TOKEN = '0123456789abcdef0123456789abcdef';

/** A context that stands still. */
export function exampleContext(settings: Readonly<Record<string, string>> = {}): RequestContext {
  const now = new Date('2026-09-22T07:30:47.123Z');
  return { now, newId: () => EXAMPLE_ID, newToken: () => EXAMPLE_TOKEN, settings };
}

/** A request as the simulated agency gets it. `simulatorPath` is the protocol's. */
export function arrived(request: AgencyRequest, simulatorPath = ''): SimulatedRequest {
  return { ...request, path: simulatorPath + request.path };
}

/** A body as text. */
export const textIn = (message: { readonly body: Uint8Array }): string =>
  new TextDecoder().decode(message.body);

/** The same answer with another body. */
export const withBody = (response: AgencyResponse, body: string | Uint8Array): AgencyResponse => ({
  ...response,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});

/** Texts of all leaf elements with this local name, in document order, as written (references not resolved). */
export const textsIn = (xml: string, local: string): readonly string[] =>
  [
    ...xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${local}(?: [^>]*)?>([^<]*)</(?:[\\w.-]+:)?${local}>`, 'g')),
  ].map((match) => match[1] ?? '');

/** Names of all elements in document order, without prefixes: what an xs:sequence is about. */
export const namesIn = (xml: string): readonly string[] =>
  [...xml.matchAll(/<(?:[\w.-]+:)?([\w.-]+)[^>]*>/g)].map((match) => match[1] ?? '');

/** The question of {@link exampleInquiry} with another ingivare. */
export const withIngivare = (change: Partial<GeneralQuestion['ingivare']>): ExampleParts => ({
  general: { ingivare: { ...exampleInquiry().general.ingivare, ...change } },
});
