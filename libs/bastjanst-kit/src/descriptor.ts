import type { Kod } from '@ssbtek/core';

/** A text in both languages of the guide and the portal. */
export interface Texts {
  readonly sv: string;
  readonly en: string;
}

/** Facts about an agency. Data only. */
export interface Descriptor {
  readonly kod: Kod;
  /** Swedish name for people: `Arbetsförmedlingen`. */
  readonly namn: string;
  /** Element in the contract: `AF`. */
  readonly element: string;
  readonly settings: readonly AgencySetting[];
  /** Every code the contract lists for the agency (seed 7.3.3), for documentation, simulator and tests. */
  readonly koder: readonly AgencyKod[];
  readonly guide: AgencyGuide;
}

/** What somebody who integrates has to know of an agency besides its codes (sources.md 2). */
export interface AgencyGuide {
  /** What the agency is asked, and what of the question is sent to it. */
  readonly asked: Texts;
  /** Limits that the agency itself holds questions to. */
  readonly limits: readonly AgencyLimit[];
  /** Where its data stands inside its element of the answer, and how to read it: a text for each form it has. */
  readonly answer: readonly Texts[];
}

/** A limit of an agency's own: SSBTEK does not check it, the agency's code is the answer. */
export interface AgencyLimit {
  readonly limit: Texts;
  /** The codes that come otherwise, each among {@link Descriptor.koder}; none where the agency documents none. */
  readonly koder: readonly string[];
}

/** A configuration value that only this agency has: environment variable `SSBTEK_AGENCY_<KOD>_<KEY>`. */
export interface AgencySetting {
  /** Upper case with underscores: `SHS_FROM`. */
  readonly key: string;
  readonly description: string;
  readonly default: string;
  /** What the value must match as a whole, and what that means to people, as the end of a sentence. */
  readonly form?: { readonly pattern: RegExp; readonly rule: string };
}

/** A code an agency is documented to answer with. */
export interface AgencyKod {
  readonly kod: string;
  readonly text: string;
  /** The text is English: most are Swedish. */
  readonly english?: true;
  /** `data` when the contract delivers it as data, `error` when it becomes `error` with kalla BT. */
  readonly becomes: 'data' | 'error';
  /** What an integrator should do about it. */
  readonly advice: Texts;
  /** Name of the only {@link AgencyProtocol} that answers with it; left out where every protocol does. */
  readonly protokoll?: string;
}

/** The advice for a code that asks nothing of anybody. */
export const NO_ADVICE: Texts = { sv: 'Inget.', en: 'None.' };

/** The agency's documentation of a code, as one of its protocols means it; undefined where there is none. */
export const kodOf = ({ koder }: Descriptor, kod: string, protokoll?: string): AgencyKod | undefined =>
  koder.find((k) => k.kod === kod && (!protokoll || !k.protokoll || k.protokoll === protokoll));
