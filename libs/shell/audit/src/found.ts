import {
  groundOf,
  type AnswerContent,
  type AuditKeys,
  type AuditRecord,
  type ChainLink,
} from '@ssbtek/audit';

/** A record of an answer. */
export type FoundRecord = ChainLink & AnswerContent & AuditRecord;

/** Outcomes of answers that carry what agencies said. */
const DELIVERING: readonly string[] = ['complete', 'partial', 'empty'];

/** Outcomes of a later record of the same inquiry: what the earlier one says has not left. */
const NOT_DELIVERED: readonly string[] = ['server_fault', 'caller_gone'];

/** One line per answer, oldest first. */
export function foundLines(found: readonly FoundRecord[], keys: AuditKeys, withGround: boolean): string {
  return found
    .toSorted((a, b) => (a.time < b.time ? -1 : 1))
    .map((record) => `${JSON.stringify(shown(record, found, keys, withGround))}\n`)
    .join('');
}

function shown(
  record: FoundRecord,
  all: readonly FoundRecord[],
  keys: AuditKeys,
  withGround: boolean,
): object {
  const { time, inquiryId, traceId, contract, way, ingivare, sender, caller, outcome, felkod, refusal } =
    record;
  // The answer was stopped when its record could not be made sure of, or nobody took it: a later record says so.
  const stopped = all.some(
    (one) =>
      one.inquiryId === inquiryId && one.sequence > record.sequence && NOT_DELIVERED.includes(one.outcome),
  );
  return {
    time,
    inquiryId,
    traceId,
    contract,
    way,
    ingivare,
    sender,
    caller,
    agencies: record.agencies,
    outcome,
    felkod,
    refusal,
    delivered: DELIVERING.includes(outcome) && !stopped,
    chain: record.chain,
    sequence: record.sequence,
    ...(withGround && groundOf(record, keys)),
  };
}
