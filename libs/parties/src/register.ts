/** An organisation that is connected to SSBTEK (seed 8.1). */
export interface Party {
  /** Twelve digits: `16` and the organisation number. */
  readonly organisationsnummer: string;
  readonly namn: string;
  /** Organisations that may ask on its behalf with a certificate of their own, twelve digits each (seed 8.4). */
  readonly ombud: ReadonlySet<string>;
}

/** Who is connected, and who is whose ombud: by the last ten digits of the organisation number. */
export type Register = ReadonlyMap<string, Party>;

/** What stands before the ten digits of every organisation. */
export const PREFIX = '16';

/** The ten digits of an organisation number of twelve. */
export const tenDigits = (organisationsnummer: string): string => organisationsnummer.slice(-10);
