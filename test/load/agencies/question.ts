import { createHash } from 'node:crypto';
import type { Echoed } from './template.ts';

const PERSON = /[>";](?:19|20)?(\d{6}23[89]\d)[<"&]/;
const IDENTIFIERS = /BENCH-\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A question to an agency in its own form, as far as its answer depends on it. */
export interface AgencyQuestion {
  readonly personidentitet: string;
  readonly echoed: Echoed;
}

/** Finds the person (of those that {@link persons} has) and what answers repeat; undefined without a person. */
export function readQuestion(kod: string, body: string): AgencyQuestion | undefined {
  const tenDigits = PERSON.exec(body)?.[1];
  if (tenDigits === undefined) return undefined;
  // The load's people were born from 1990 to 2024.
  const personidentitet = `${Number(tenDigits.slice(0, 2)) < 90 ? '20' : '19'}${tenDigits}`;
  const identifiers = body.match(IDENTIFIERS) ?? [];
  return { personidentitet, echoed: [tenDigits, nonceOf(kod, personidentitet), ...new Set(identifiers)] };
}

const nonces = new Map<string, string>();

/** The proof whose answer it is, as the simulator writes it; remembered, so that it costs nothing. */
export function nonceOf(kod: string, personidentitet: string): string {
  const key = `${kod}/${personidentitet}`;
  const known = nonces.get(key);
  if (known !== undefined) return known;
  const nonce = `nonce-${kod}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
  nonces.set(key, nonce);
  return nonce;
}
