import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { auditKeys, type AuditKeys } from '@ssbtek/audit';
import { choice, filePath, type Values } from '@ssbtek/config';
import { keysFromFile } from '@ssbtek/messaging';

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

/** What is wrong with these settings; `alone`: the process runs no other role, so its keys must be somebody's. */
export function auditMistakes({ audit, auditKeysFile }: AuditValues, alone: boolean): string[] {
  if (audit === 'off') return [];
  if (auditKeysFile === undefined)
    return alone ? ['SSBTEK_AUDIT_KEYS_FILE must be set, or SSBTEK_AUDIT=off be said.'] : [];
  try {
    keysIn(auditKeysFile);
    return [];
  } catch {
    return ['SSBTEK_AUDIT_KEYS_FILE must hold usable keys; see the setting for its form.'];
  }
}

const keysIn = (path: string): AuditKeys => auditKeys(keysFromFile(readFileSync(path, 'utf8')));

/** The keys in force; undefined where nothing is recorded. Without a file: a key that dies with the process. */
export function auditKeysOf({ audit, auditKeysFile }: AuditValues): AuditKeys | undefined {
  if (audit === 'off') return undefined;
  if (auditKeysFile !== undefined) return keysIn(auditKeysFile);
  return auditKeys({ active: 'process', keys: new Map([['process', randomBytes(KEY_BYTES)]]) });
}
