import { pseudonym } from './identity';
import type { AuditKeys } from './keys';
import type { AnswerContent, AuditRecord, ChainLink } from './record';

/** Whom records can be looked for by. */
export type Sought = 'person' | 'handlaggare';

type IsAnswer = (record: AuditRecord) => record is ChainLink & AnswerContent & AuditRecord;

/** True for what became of an inquiry: its answer, and what is said of it later. */
export const ofInquiry =
  (inquiryId: string): IsAnswer =>
  (record): record is ChainLink & AnswerContent & AuditRecord =>
    record.kind === 'answer' && record.inquiryId === inquiryId;

/** True for the answers about a person, or to a handläggare, under whichever of the keys they were recorded. */
export function finder(keys: AuditKeys, sought: Sought, identity: string): IsAnswer {
  const wanted = new Set(
    [...keys.all.values()].map((key) => `${key.id} ${pseudonym(key, sought, identity)}`),
  );
  return (record): record is ChainLink & AnswerContent & AuditRecord =>
    record.kind === 'answer' &&
    record[sought] !== undefined &&
    wanted.has(`${record.keyId} ${record[sought]}`);
}
