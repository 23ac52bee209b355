import { readFileSync } from 'node:fs';
import {
  aesSealer,
  ephemeralSealer,
  KeysMistake,
  keysFromFile,
  plainSealer,
  type PayloadKeys,
  type PayloadSealer,
} from '@ssbtek/messaging';
import type { ProcessValues } from './process-settings';
import type { Role } from './role';

const FILE = 'SSBTEK_PAYLOAD_KEYS_FILE';

/** The keys of a file that a variable names, or what is wrong with them in one sentence without key material. */
export function readKeys(
  variable: string,
  path: string,
): { readonly keys: PayloadKeys } | { readonly mistake: string } {
  try {
    return { keys: keysFromFile(readFileSync(path, 'utf8')) };
  } catch (error) {
    const why = error instanceof KeysMistake ? error.message : 'it cannot be read';
    return { mistake: `${variable} must hold usable keys: ${why}.` };
  }
}

/** The sealer in force. A process that is no part of a larger mesh talks to itself: it makes its own key at start. */
export function sealerFor(
  roles: readonly Role[],
  { payloadEncryption, payloadKeysFile }: ProcessValues,
  part = roles.length === 1,
): PayloadSealer | { readonly mistake: string } {
  if (payloadEncryption === 'off') return plainSealer();
  if (payloadKeysFile !== undefined) {
    const read = readKeys(FILE, payloadKeysFile);
    return 'mistake' in read ? read : aesSealer(read.keys);
  }
  if (!part || !roles.some(({ needsBus }) => needsBus)) return ephemeralSealer();
  return { mistake: `${FILE} must be set, or SSBTEK_PAYLOAD_ENCRYPTION=off be said.` };
}
