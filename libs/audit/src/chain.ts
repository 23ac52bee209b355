import { createHash, createHmac } from 'node:crypto';
import { canonical } from './canonical';
import type { AuditKey } from './keys';
import { NO_PREVIOUS, RECORD_FORMAT, type AuditContent, type AuditRecord } from './record';

/** SHA-256 of a record without its `hash` and `mac`, hexadecimal. */
export function hashOf(record: Omit<AuditRecord, 'hash' | 'mac'>): string {
  const { hash: _, mac: __, ...hashed } = record as AuditRecord;
  return createHash('sha256').update(canonical(hashed)).digest('hex');
}

/** What proves that a record with this hash was made by who holds the key, hexadecimal. */
export const macOf = ({ mac }: AuditKey, hash: string): string =>
  createHmac('sha256', mac).update(hash).digest('hex');

/** One chain being written: each record names the one before by its hash. */
export class Chain {
  private sequence = 0;
  private previous = NO_PREVIOUS;

  /** @param id fresh and random, 32 hexadecimal digits */
  constructor(
    readonly id: string,
    private readonly key: AuditKey,
  ) {}

  /** Sequence of the next record. */
  get next(): number {
    return this.sequence;
  }

  /** The next record, as the line that is kept. */
  append(content: AuditContent, now: Date): string {
    const { id: chain, sequence, previous, key } = this;
    const time = now.toISOString();
    const link = { format: RECORD_FORMAT, chain, sequence, previous, time, keyId: key.id };
    const record = { ...link, ...content };
    const hash = hashOf(record);
    this.sequence += 1;
    this.previous = hash;
    return canonical({ ...record, hash, mac: macOf(key, hash) });
  }
}
