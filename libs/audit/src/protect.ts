import { createCipheriv, createDecipheriv } from 'node:crypto';
import { organisation, pseudonym } from './identity';
import type { AuditKey, AuditKeys } from './keys';
import type { AnswerContent, AuditRecord } from './record';

/** The legal ground, in the caller's own words. */
export interface Ground {
  readonly syfte: string;
  readonly lagtext: string;
}

/** What is known of an answer, in clear. */
export interface AnswerFacts extends Pick<
  AnswerContent,
  'inquiryId' | 'contract' | 'way' | 'asked' | 'outcome' | 'agencies'
> {
  readonly traceId?: string | undefined;
  readonly felkod?: string | undefined;
  readonly refusal?: string | undefined;
  /** Organisation numbers. */
  readonly caller?: string | undefined;
  readonly sender?: string | undefined;
  readonly ingivare?: string | undefined;
  readonly handlaggare?: string | undefined;
  /** Twelve digits. */
  readonly personidentitet?: string | undefined;
  readonly ground?: Ground | undefined;
}

const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;

/** Bytes of the nonce that {@link protect} needs. */
export const NONCE_BYTES = 12;

/**
 * The answer as its record holds it: persons as pseudonyms, free text of the caller sealed.
 * @param nonce fresh and random, {@link NONCE_BYTES} bytes
 */
export function protect(facts: AnswerFacts, key: AuditKey, nonce: Uint8Array): AnswerContent {
  const { caller, sender, ingivare, handlaggare, personidentitet, ground, ...clear } = facts;
  const organisations = { caller, sender, ingivare };
  return {
    kind: 'answer',
    ...(withoutAbsent(clear) as Omit<AnswerContent, 'kind'>),
    ...withoutAbsent(organisations, (number) => organisation(key, number)),
    ...(handlaggare !== undefined && { handlaggare: pseudonym(key, 'handlaggare', handlaggare) }),
    ...(personidentitet !== undefined && { person: pseudonym(key, 'person', personidentitet) }),
    ...(ground && { ground: seal(ground, key, nonce, facts.inquiryId) }),
  };
}

function withoutAbsent<T extends object>(
  values: T,
  change: (value: string) => unknown = (value) => value,
): object {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, change(value as string)]));
}

/** Bound to the inquiry: moved to another record it does not open. */
const additionalData = (inquiryId: string): Buffer => Buffer.from(`ssbtek.audit.v1\n${inquiryId}`, 'utf8');

function seal({ syfte, lagtext }: Ground, key: AuditKey, nonce: Uint8Array, inquiryId: string): string {
  const cipher = createCipheriv(ALGORITHM, key.seal, nonce).setAAD(additionalData(inquiryId));
  const plain = JSON.stringify({ syfte, lagtext });
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** The legal ground of a record; undefined when it has none or none of the keys opens it. */
export function groundOf(record: AuditRecord, keys: AuditKeys): Ground | undefined {
  const key = keys.all.get(record.keyId);
  if (record.kind !== 'answer' || record.ground === undefined || !key) return undefined;
  const bytes = Buffer.from(record.ground, 'base64');
  const tagAt = bytes.length - TAG_BYTES;
  if (tagAt < NONCE_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key.seal, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(additionalData(record.inquiryId))
    .setAuthTag(bytes.subarray(tagAt));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
    return JSON.parse(plain.toString('utf8')) as Ground;
  } catch {
    return undefined;
  }
}
