import type { Caller } from './caller';
import type { Refusal } from './refusals';
import { PREFIX, tenDigits, type Register } from './register';

/** What a question says about who asks. */
export interface Claim {
  /** The customer that an ombud asks for, ten digits: iip:Address, or `from` of an SHS label (sources.md 3.3). */
  readonly customer?: string | undefined;
  /** `ingivare/organisationsnummer`, twelve digits; undefined in a question that has no ingivare. */
  readonly ingivare?: string | undefined;
}

/**
 * Whether this caller may ask this question; undefined when it may (seed 8.4, sources.md 3.3). The sender is the
 * customer that is named, else the certificate's own organisation. It must be the ingivare and connected, and when it
 * is not the certificate's organisation, that one must be its ombud. Numbers are compared, never checked: the seed's
 * own have wrong check digits. Without a register everybody with a certificate is connected and nobody is an ombud.
 */
export function admit(
  register: Register | undefined,
  caller: Caller,
  { customer, ingivare }: Claim,
): Refusal | undefined {
  if (caller.kind === 'unknown') return undefined;
  if (caller.kind === 'refused') return caller.refusal;
  const own = tenDigits(caller.organisationsnummer);
  const sender = customer ?? own;
  if (ingivare !== undefined && ingivare !== `${PREFIX}${sender}`) return 'not-the-ingivare';
  if (!register) return sender === own ? undefined : 'not-an-ombud';
  const party = register.get(sender);
  if (!party) return 'not-connected';
  return sender === own || party.ombud.has(caller.organisationsnummer) ? undefined : 'not-an-ombud';
}

/**
 * Why somebody gets no reader to try things on, whatever is asked; undefined for who may try: a certificate that is
 * good, of an organisation that is connected or somebody's ombud.
 */
export function strangerAs(register: Register | undefined, caller: Caller): Refusal | undefined {
  if (caller.kind === 'refused') return caller.refusal;
  if (caller.kind === 'unknown' || !register) return undefined;
  const { organisationsnummer } = caller;
  if (register.has(tenDigits(organisationsnummer))) return undefined;
  for (const { ombud } of register.values()) if (ombud.has(organisationsnummer)) return undefined;
  return 'not-connected';
}
