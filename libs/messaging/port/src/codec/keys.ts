/** Keys by id, 32 bytes each, and which of them is used for what is new. */
export interface PayloadKeys {
  readonly active: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

export const KEY_BYTES = 32;

/** A random key has some thirty different bytes; one with fewer than these was not drawn by a generator. */
const LEAST_DIFFERENT_BYTES = 16;

const FORM = 'expected JSON {"active": "<id>", "keys": {"<id>": "<32 bytes, base64>"}}';

/** Ids travel in headers. */
const KEY_ID = /^[\w.-]{1,64}$/;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** What is wrong with a key file, as a sentence without its full stop; it holds no key material. */
export class KeysMistake extends Error {}

/**
 * Reads a key file: JSON `{"active": "2026-11", "keys": {"2026-11": "<32 bytes, base64>"}}`.
 * @throws KeysMistake
 */
export function keysFromFile(text: string): PayloadKeys {
  const parsed = parse(text);
  if (!isKeysFile(parsed)) throw new KeysMistake(FORM);
  const { active, keys: encoded } = parsed;
  const keys = new Map(Object.entries(encoded).map(([id, key]) => [id, keyBytes(id, key)] as const));
  if (!keys.has(active)) throw new KeysMistake(`the active key ${quoted(active)} is missing`);
  return { active, keys };
}

/** True when two sets of keys have one key in common, whatever its ids are. */
export function shareAKey(one: PayloadKeys, other: PayloadKeys): boolean {
  const bytes = new Set([...one.keys.values()].map((key) => Buffer.from(key).toString('base64')));
  return [...other.keys.values()].some((key) => bytes.has(Buffer.from(key).toString('base64')));
}

function keyBytes(id: string, encoded: string): Uint8Array {
  if (!KEY_ID.test(id))
    throw new KeysMistake(
      `the id ${quoted(id)} must be 1 to 64 letters, digits, points, hyphens or underscores`,
    );
  if (!BASE64.test(encoded)) throw new KeysMistake(`key ${quoted(id)} is not base64`);
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== KEY_BYTES)
    throw new KeysMistake(`key ${quoted(id)} has ${key.length} bytes, ${KEY_BYTES} are needed`);
  if (new Set(key).size < LEAST_DIFFERENT_BYTES)
    throw new KeysMistake(
      `key ${quoted(id)} is not random: make it with "openssl rand -base64 ${KEY_BYTES}"`,
    );
  return key;
}

/** An id may be a key in the wrong place: only what cannot be one is repeated. */
const quoted = (id: string): string =>
  id.length <= 40 ? JSON.stringify(id) : 'that is longer than 40 characters';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeysMistake(FORM);
  }
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
