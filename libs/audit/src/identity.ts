import { createHmac } from 'node:crypto';
import type { AuditKey } from './keys';

/** Whose identity a pseudonym stands for. */
export type IdentityKind = 'person' | 'handlaggare' | 'organisation';

/**
 * What a record says instead of an identity: a keyed HMAC, so that whoever holds the key can look for a person and
 * nobody else can try numbers. The same identity has the same pseudonym under one key, and another under the next.
 */
export const pseudonym = ({ identity }: AuditKey, kind: IdentityKind, text: string): string =>
  createHmac('sha256', identity)
    .update(`${kind}\n${text.trim().normalize('NFC')}`)
    .digest('base64url');

/** Twelve or ten digits of an organisation: its third digit from the year on is at least 2, a person's month is not. */
const ORGANISATION = /^(?:16)?\d{2}[2-9]\d{7}$/;

/**
 * An organisation number as a record holds it: in clear where it cannot be a person's. Callers write it themselves, and
 * who trades as a person has a number that is one.
 */
export const organisation = (key: AuditKey, number: string): string =>
  ORGANISATION.test(number) ? number : `hmac:${pseudonym(key, 'organisation', number)}`;
