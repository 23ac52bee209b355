/** One HTTP request to an agency. */
export interface AgencyRequest {
  readonly method: 'POST' | 'GET';
  /** Added to the configured address; empty for SOAP endpoints. */
  readonly path: string;
  /** The path with names in braces for what is filled in: all that traces tell of it. Left out: nothing is told. */
  readonly template?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What came back. Headers by lower-case name; the body is complete and within the size limit. */
export interface AgencyResponse {
  readonly status: number;
  /** Reason phrase as on the wire, else the standard text. */
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
