import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { auditKeys, type AuditKeys } from '@ssbtek/audit';
import { choice, filePath, type Values } from '@ssbtek/config';
import { keysFromFile, shareAKey } from '@ssbtek/messaging';
import { readKeys, type Surroundings } from '@ssbtek/runtime';

/** How answers are recorded. */
export const auditSettings = {
  audit: choice('SSBTEK_AUDIT', {
    of: ['on', 'off'],
    default: 'on',
    description: 'off lets answers leave without an audit record: for trials only.',
  }),
  auditKeysFile: filePath('SSBTEK_AUDIT_KEYS_FILE', {
    description:
      'JSON file with the keys of the audit trail, not those of the payload: {"active": "<id>", "keys": {"<id>": "<32 bytes, base64>"}}.',
  }),
};

export type AuditValues = Values<typeof auditSettings>;

const KEY_BYTES = 32;

const FILE = 'SSBTEK_AUDIT_KEYS_FILE';
const PAYLOAD_FILE = 'SSBTEK_PAYLOAD_KEYS_FILE';

/** What is wrong with these settings. A process that runs no other role needs keys that somebody else has too. */
export function auditMistakes(
  { audit, auditKeysFile }: AuditValues,
  { alone, process }: Surroundings,
): string[] {
  if (audit === 'off') return [];
  if (auditKeysFile === undefined) return alone ? [`${FILE} must be set, or SSBTEK_AUDIT=off be said.`] : [];
  const read = readKeys(FILE, auditKeysFile);
  if ('mistake' in read) return [read.mistake];
  const { payloadKeysFile } = process;
  const payload = payloadKeysFile === undefined ? undefined : readKeys(PAYLOAD_FILE, payloadKeysFile);
  // Whoever may open what passes by could forge what has been, and the other way round.
  return payload && 'keys' in payload && shareAKey(read.keys, payload.keys)
    ? [`${FILE} must hold keys of its own: one of them is a key of ${PAYLOAD_FILE} too.`]
    : [];
}

const keysIn = (path: string): AuditKeys => auditKeys(keysFromFile(readFileSync(path, 'utf8')));

/** The keys in force; undefined where nothing is recorded. Without a file: a key that dies with the process. */
export function auditKeysOf({ audit, auditKeysFile }: AuditValues): AuditKeys | undefined {
  if (audit === 'off') return undefined;
  if (auditKeysFile !== undefined) return keysIn(auditKeysFile);
  return auditKeys({ active: 'process', keys: new Map([['process', randomBytes(KEY_BYTES)]]) });
}
