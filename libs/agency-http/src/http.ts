/** Same shape as the kit's request; repeated here because adapters do not know the kit. */
export interface HttpRequest {
  readonly method: 'POST' | 'GET';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A complete answer within the size limit. Header names in lower case. */
export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
