import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { KEY_BYTES, keysFromFile, type PayloadKeys } from './keys';

/**
 * Encrypts what Kafka carries, and binds it to what stands beside it: a value that is moved, or whose headers are
 * changed, does not open (ADR 25). The key id travels in a header, so that keys can be rotated.
 */
export interface PayloadSealer {
  /** @param boundTo text that must be the same when the value is opened */
  seal(plain: Uint8Array, boundTo: string): { readonly keyId: string; readonly value: Uint8Array };
  /** @throws UnreadableMessage when key, text or bytes do not fit */
  open(value: Uint8Array, keyId: string, boundTo: string): Uint8Array;
}

/** A message whose value or headers cannot be read. `reason` is a fixed word. */
export class UnreadableMessage extends Error {
  constructor(readonly reason: string) {
    super(`unreadable message: ${reason}`);
    this.name = 'UnreadableMessage';
  }
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCES_AT_ONCE = 512;

/** Key id of a payload that is not encrypted. */
const PLAIN_KEY_ID = 'none';

/**
 * AES-256-GCM with a random nonce in front and the tag behind.
 * @param random makes so many bytes that nobody can foresee: two payloads with one nonce would give the key away
 */
export function aesSealer(
  { active, keys: bytes }: PayloadKeys,
  random: (bytes: number) => Buffer = randomBytes,
): PayloadSealer {
  // Made once: a key given as bytes costs as much on every use as the encryption itself.
  const keys = new Map<string, KeyObject>([...bytes].map(([id, key]) => [id, createSecretKey(key)]));
  const nextNonce = nonces(random);
  const activeKey = keys.get(active);
  if (!activeKey) throw new Error(`payload keys: the active key "${active}" is missing`);
  return {
    seal(plain, boundTo) {
      const nonce = nextNonce();
      const cipher = createCipheriv(ALGORITHM, activeKey, nonce).setAAD(Buffer.from(boundTo, 'utf8'));
      return {
        keyId: active,
        value: Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
      };
    },
    open(value, keyId, boundTo) {
      const key = keys.get(keyId);
      if (!key) throw new UnreadableMessage('unknown-key');
      if (value.length < NONCE_BYTES + TAG_BYTES) throw new UnreadableMessage('too-short');
      const tagAt = value.length - TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, key, value.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(boundTo, 'utf8'))
        .setAuthTag(value.subarray(tagAt));
      try {
        const plain = decipher.update(value.subarray(NONCE_BYTES, tagAt));
        // Gives nothing more, and throws unless every byte is what was sealed.
        decipher.final();
        return plain;
      } catch {
        throw new UnreadableMessage('not-authentic');
      }
    },
  };
}

/** Random nonces, taken from the generator many at a time; each is used once. */
function nonces(random: (bytes: number) => Buffer): () => Buffer {
  let pool: Buffer = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === pool.length) {
      pool = random(NONCES_AT_ONCE * NONCE_BYTES);
      at = 0;
    }
    return pool.subarray(at, (at += NONCE_BYTES));
  };
}

/** For one process that talks only to itself: a key that lives as long as the process. */
export function ephemeralSealer(): PayloadSealer {
  return aesSealer({ active: 'process', keys: new Map([['process', randomBytes(KEY_BYTES)]]) });
}

/** Payloads sealed with the keys of a key file, see {@link keysFromFile}. */
export const sealerFromKeysFile = (text: string): PayloadSealer => aesSealer(keysFromFile(text));

/** No encryption, and with it no proof of who wrote a message; only where `SSBTEK_PAYLOAD_ENCRYPTION=off` was said. */
export function plainSealer(): PayloadSealer {
  return {
    seal: (plain) => ({ keyId: PLAIN_KEY_ID, value: plain }),
    open(value, keyId) {
      if (keyId !== PLAIN_KEY_ID) throw new UnreadableMessage('unknown-key');
      return value;
    },
  };
}
