import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Keys by id, 32 bytes each, and which of them new records use. */
export interface KeyBytes {
  readonly active: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** One audit key, as a key of its own for each purpose: what is known of one tells nothing of the others. */
export interface AuditKey {
  readonly id: string;
  /** Proves that a record comes from who holds the key. */
  readonly mac: KeyObject;
  /** Turns identities into pseudonyms. */
  readonly identity: KeyObject;
  /** Seals the legal ground. */
  readonly seal: KeyObject;
}

/** The key that records are made with, and all that they can be read with. */
export interface AuditKeys {
  readonly active: AuditKey;
  readonly all: ReadonlyMap<string, AuditKey>;
}

const KEY_BYTES = 32;

/** @throws Error when the active key is not among the keys */
export function auditKeys({ active, keys }: KeyBytes): AuditKeys {
  const all = new Map([...keys].map(([id, bytes]) => [id, auditKey(id, bytes)]));
  const activeKey = all.get(active);
  if (!activeKey) throw new Error(`audit keys: the active key "${active}" is missing`);
  return { active: activeKey, all };
}

function auditKey(id: string, bytes: Uint8Array): AuditKey {
  const derived = (purpose: string): KeyObject =>
    createSecretKey(
      new Uint8Array(hkdfSync('sha256', bytes, new Uint8Array(), `ssbtek.audit.v1 ${purpose}`, KEY_BYTES)),
    );
  return { id, mac: derived('mac'), identity: derived('identity'), seal: derived('seal') };
}
