/** Lower-case code of an agency, as in folders, topics and labels: `csn`. */
export type Kod = string;

/** First and last day asked about, `YYYY-MM-DD`, both included. */
export interface Tidsperiod {
  readonly fromDatum: string;
  readonly tomDatum: string;
}

/** The municipality that asks, and the case worker (sources.md 1.3). */
export interface Ingivare {
  /** Twelve digits. */
  readonly organisationsnummer: string;
  readonly namn: string;
  readonly handlaggare: string;
}

/**
 * What one agency is asked beyond the general part. Which kind an agency gets depends on the contract
 * version the caller speaks; the agency picks its protocol by it.
 */
export type Specifikt =
  | { readonly typ: 'ingen' }
  /** Seed-era FK: one flag for each of the 27 benefits (seed 3.2.3). */
  | { readonly typ: 'formansforteckning'; readonly formaner: Readonly<Record<string, boolean>> }
  /** FK from v10: LEFI's own question, handed on as it came (sources.md 2.3). `fraga` is base64 of the JSON's bytes. */
  | { readonly typ: 'lefi'; readonly version: string; readonly aktorsid: string; readonly fraga: string }
  /** SKV from v11: the years asked about and the parts wanted, in the contract's order (sources.md 1.4). */
  | { readonly typ: 'beskattning'; readonly ar: readonly number[]; readonly delar: readonly string[] };

/** One agency's share of the question: its own period if it has one, else the general one (seed 3.2). */
export interface AgencyQuestion {
  readonly tidsperiod: Tidsperiod;
  readonly specifikt: Specifikt;
}

/** The part of a question that is the same for every agency asked. */
export interface GeneralQuestion {
  /** As the caller wrote it; absent when not given. */
  readonly frageTidpunkt?: string;
  /** The caller's own, not unique: echoed and handed to FK and MIV, never joined on. */
  readonly korrelationsid?: string;
  readonly ingivare: Ingivare;
  /** Twelve ASCII digits, always text. */
  readonly personidentitet: string;
  readonly arendeidentitet: string;
  readonly syfte: string;
  readonly lagtext: string;
}

/** A question free of contract versions: what ingress publishes and workers read. */
export interface Inquiry {
  /** Our own join key, UUIDv7, one per accepted request. */
  readonly inquiryId: string;
  readonly general: GeneralQuestion;
  /** The agencies whose `inkludera` is true. */
  readonly fragor: Readonly<Record<Kod, AgencyQuestion>>;
}

/** An inquiry as one agency sees it. */
export interface AgencyInquiry {
  readonly inquiryId: string;
  readonly general: GeneralQuestion;
  readonly fraga: AgencyQuestion;
}

/** The inquiry as seen by `kod`, or undefined when that agency is not asked. */
export function forAgency(inquiry: Inquiry, kod: Kod): AgencyInquiry | undefined {
  const fraga = inquiry.fragor[kod];
  return fraga && { inquiryId: inquiry.inquiryId, general: inquiry.general, fraga };
}
