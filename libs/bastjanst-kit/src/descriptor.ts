import type { Kod } from '@ssbtek/core';

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
  /** `data` when the contract delivers it as data, `error` when it becomes `error` with kalla BT. */
  readonly becomes: 'data' | 'error';
  /** What an integrator should do about it. */
  readonly advice: string;
  /** Name of the only {@link AgencyProtocol} that answers with it; left out where every protocol does. */
  readonly protokoll?: string;
}

/** The agency's documentation of a code, as one of its protocols means it; undefined where there is none. */
export const kodOf = ({ koder }: Descriptor, kod: string, protokoll?: string): AgencyKod | undefined =>
  koder.find((k) => k.kod === kod && (!protokoll || !k.protokoll || k.protokoll === protokoll));
