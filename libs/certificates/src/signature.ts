import { constants, verify, type KeyObject } from 'node:crypto';
import { hexOf, inside, TAG, type DerValue } from './der';

const HASHES: Readonly<Record<string, string>> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/** How a signature of an algorithm is checked; `hash` is undefined where the algorithm has its own. */
interface Manner {
  readonly hash: string | undefined;
  readonly pss?: boolean;
}

/** By the hexadecimal bytes of the OID. SHA-1 is not among them: it can be forged. */
const MANNERS: Readonly<Record<string, Manner>> = {
  '2a864886f70d01010b': { hash: 'sha256' },
  '2a864886f70d01010c': { hash: 'sha384' },
  '2a864886f70d01010d': { hash: 'sha512' },
  '2a8648ce3d040302': { hash: 'sha256' },
  '2a8648ce3d040303': { hash: 'sha384' },
  '2a8648ce3d040304': { hash: 'sha512' },
  '2b6570': { hash: undefined },
  '2b6571': { hash: undefined },
};

const RSA_PSS = '2a864886f70d01010a';

/**
 * How signatures of this AlgorithmIdentifier (RFC 5280, RFC 4055) are checked; undefined when we do not.
 * @throws NotDer
 */
export function mannerOf(algorithm: DerValue | undefined): Manner | undefined {
  const [oid, parameters] = inside(algorithm, TAG.sequence);
  const name = hexOf(oid?.content ?? new Uint8Array());
  if (name !== RSA_PSS) return Object.hasOwn(MANNERS, name) ? MANNERS[name] : undefined;
  // Without a hash of its own it is SHA-1.
  const own = inside(parameters, TAG.sequence).find(({ tag }) => tag === TAG.tagged);
  const [hashOid] = own ? inside(inside(own, TAG.tagged)[0], TAG.sequence) : [];
  const hash = HASHES[hexOf(hashOid?.content ?? new Uint8Array())];
  return hash === undefined ? undefined : { hash, pss: true };
}

/** Whether these bytes were signed with the private half of this key; false for a key of another kind. */
export function isSignedWith(
  key: KeyObject,
  { hash, pss }: Manner,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const padding = pss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : {};
  try {
    return verify(hash, bytes, { key, ...padding }, signature);
  } catch {
    // OpenSSL throws where a key cannot be used with the algorithm at all.
    return false;
  }
}
