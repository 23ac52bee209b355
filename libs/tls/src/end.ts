/** The files of one end of TLS. What is not set is left out. */
export interface TlsPaths {
  /** Authorities that the other end's certificate must come from. */
  readonly ca?: string | undefined;
  /** Our certificate and those between it and its authority. */
  readonly cert?: string | undefined;
  /** The key of our certificate. */
  readonly key?: string | undefined;
  /** Revocation lists of those authorities, and certificates of authorities that sign lists and are not in `ca`. */
  readonly crl?: string | undefined;
}

/** The settings that name the files: mistakes are told by them. */
export type TlsNames = Readonly<Record<keyof TlsPaths, string>>;

/** PEM texts of one end of TLS. */
export interface TlsTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly crl?: string;
}
