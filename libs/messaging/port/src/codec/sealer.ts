import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

/** What a payload is bound to: a value moved to another topic or inquiry does not open (quality-bar, Security). */
export interface SealContext {
  readonly topic: string;
  readonly inquiryId: string;
  readonly schema: string;
}

/** Encrypts what Kafka carries. The key id travels in a header, so that keys can be rotated. */
export interface PayloadSealer {
  seal(plain: Uint8Array, context: SealContext): { readonly keyId: string; readonly value: Uint8Array };
  /** @throws UnreadableMessage when key, context or bytes do not fit */
  open(value: Uint8Array, keyId: string, context: SealContext): Uint8Array;
}

/** A message whose value or headers cannot be read. `reason` is a fixed word. */
export class UnreadableMessage extends Error {
  constructor(readonly reason: string) {
    super(`unreadable message: ${reason}`);
    this.name = 'UnreadableMessage';
  }
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCES_AT_ONCE = 512;

/** Key id of a payload that is not encrypted. */
const PLAIN_KEY_ID = 'none';

/** Keys by id, 32 bytes each, and which of them is used for what is new. */
export interface PayloadKeys {
  readonly active: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** AES-256-GCM with a random nonce in front and the tag behind. */
export function aesSealer({ active, keys: bytes }: PayloadKeys): PayloadSealer {
  // Made once: a key given as bytes costs as much on every use as the encryption itself.
  const keys = new Map<string, KeyObject>([...bytes].map(([id, key]) => [id, createSecretKey(key)]));
  const nextNonce = nonces();
  const activeKey = keys.get(active);
  if (!activeKey) throw new Error(`payload keys: the active key "${active}" is missing`);
  return {
    seal(plain, context) {
      const nonce = nextNonce();
      const cipher = createCipheriv(ALGORITHM, activeKey, nonce).setAAD(additionalData(context));
      return {
        keyId: active,
        value: Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
      };
    },
    open(value, keyId, context) {
      const key = keys.get(keyId);
      if (!key) throw new UnreadableMessage('unknown-key');
      if (value.length < NONCE_BYTES + TAG_BYTES) throw new UnreadableMessage('too-short');
      const tagAt = value.length - TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, key, value.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(additionalData(context))
        .setAuthTag(value.subarray(tagAt));
      try {
        return Buffer.concat([decipher.update(value.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
      } catch {
        throw new UnreadableMessage('not-authentic');
      }
    },
  };
}

/** Random nonces, taken from the generator many at a time; each is used once. */
function nonces(): () => Buffer {
  let pool = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === pool.length) {
      pool = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
      at = 0;
    }
    return pool.subarray(at, (at += NONCE_BYTES));
  };
}

/** For one process that talks only to itself: a key that lives as long as the process. */
export function ephemeralSealer(): PayloadSealer {
  return aesSealer({ active: 'process', keys: new Map([['process', randomBytes(KEY_BYTES)]]) });
}

/** No encryption; only where `SSBTEK_PAYLOAD_ENCRYPTION=off` was said. */
export function plainSealer(): PayloadSealer {
  return {
    seal: (plain) => ({ keyId: PLAIN_KEY_ID, value: plain }),
    open(value, keyId) {
      if (keyId !== PLAIN_KEY_ID) throw new UnreadableMessage('unknown-key');
      return value;
    },
  };
}

/** Payloads sealed with the keys of a key file, see {@link keysFromFile}. */
export const sealerFromKeysFile = (text: string): PayloadSealer => aesSealer(keysFromFile(text));

/**
 * Reads a key file: JSON `{"active": "2026-11", "keys": {"2026-11": "<32 bytes, base64>"}}`.
 * @throws Error with a sentence that holds no key material
 */
export function keysFromFile(text: string): PayloadKeys {
  const wanted = 'payload keys: expected JSON {"active": "<id>", "keys": {"<id>": "<32 bytes, base64>"}}';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(wanted);
  }
  if (!isKeysFile(parsed)) throw new Error(wanted);
  const keys = new Map(
    Object.entries(parsed.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')] as const),
  );
  for (const [id, key] of keys)
    if (key.length !== KEY_BYTES)
      throw new Error(`payload keys: key "${id}" has ${key.length} bytes, 32 are needed`);
  if (!keys.has(parsed.active)) throw new Error(`payload keys: the active key "${parsed.active}" is missing`);
  return { active: parsed.active, keys };
}

function isKeysFile(value: unknown): value is { active: string; keys: Record<string, string> } {
  if (typeof value !== 'object' || value === null) return false;
  const { active, keys } = value as { active?: unknown; keys?: unknown };
  return (
    typeof active === 'string' &&
    typeof keys === 'object' &&
    keys !== null &&
    Object.values(keys).every((key) => typeof key === 'string')
  );
}

const additionalData = ({ topic, inquiryId, schema }: SealContext): Buffer =>
  Buffer.from(`${topic}\n${inquiryId}\n${schema}`, 'utf8');
