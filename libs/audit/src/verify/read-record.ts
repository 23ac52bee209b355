import { canonical } from '../canonical';
import { hashOf, macOf } from '../chain';
import type { AuditKeys } from '../keys';
import { RECORD_FORMAT, type AuditRecord } from '../record';

const HEX_64 = /^[0-9a-f]{64}$/;
const CHAIN = /^[0-9a-f]{32}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const KINDS: readonly unknown[] = ['opened', 'alive', 'closed', 'answer', 'turned-away'];

/** The record in a line; undefined when the line is not a record in its one form. */
export function readRecord(line: string): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // Any other spelling of the same record is somebody else's: members that come twice among them.
    return isRecord(value) && canonical(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is AuditRecord {
  if (typeof value !== 'object' || value === null) return false;
  const r = value as Readonly<Record<string, unknown>>;
  const matches = (name: string, pattern: RegExp): boolean =>
    typeof r[name] === 'string' && pattern.test(r[name]);
  return (
    r['format'] === RECORD_FORMAT &&
    Number.isSafeInteger(r['sequence']) &&
    (r['sequence'] as number) >= 0 &&
    KINDS.includes(r['kind']) &&
    typeof r['keyId'] === 'string' &&
    matches('chain', CHAIN) &&
    matches('time', TIME) &&
    matches('previous', HEX_64) &&
    matches('hash', HEX_64) &&
    matches('mac', HEX_64)
  );
}

/** What is wrong with a record by itself; undefined when nothing is. */
export function faultIn(
  record: AuditRecord,
  { all }: AuditKeys,
): 'altered' | 'forged' | 'key-unknown' | undefined {
  if (hashOf(record) !== record.hash) return 'altered';
  const key = all.get(record.keyId);
  if (!key) return 'key-unknown';
  return macOf(key, record.hash) === record.mac ? undefined : 'forged';
}
