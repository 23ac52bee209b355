import type { Refusal } from './refusals';

/** Who is at the other end of the connection, as far as the connection tells. */
export type Caller =
  /** Nobody is asked to show who they are: TLS mode `off`. */
  | { readonly kind: 'unknown' }
  /** The organisation of the client certificate, twelve digits. */
  | { readonly kind: 'organisation'; readonly organisationsnummer: string }
  /** Somebody who should have shown who they are and did not. */
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const UNKNOWN_CALLER: Caller = { kind: 'unknown' };
