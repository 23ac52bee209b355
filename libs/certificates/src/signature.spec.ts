import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { derValues, NotDer } from './der';
import { isSignedWith, mannerOf } from './signature';

const bytes = Buffer.from('what was signed');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const edwards = generateKeyPairSync('ed25519');
const manner = (hex: string) => mannerOf(derValues(Buffer.from(hex, 'hex'))[0]);
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };

/** AlgorithmIdentifiers as OpenSSL writes them. */
const RSA_512 = '300d06092a864886f70d01010d0500';
const ECDSA_384 = '300a06082a8648ce3d040303';
const ED25519 = '300506032b6570';
const PSS_512 =
  '304106092a864886f70d01010a3034a00f300d06096086480165030402030500a11c301a06092a864886f70d010108300d06096086480165030402030500a203020140';
const PSS_SHA1 = '300d06092a864886f70d01010a3000';
const RSA_SHA1 = '300d06092a864886f70d0101050500';

describe('a signature', () => {
  it.each<[string, string, { publicKey: KeyObject; privateKey: KeyObject }, string | null, object]>([
    ['RSA', RSA_512, rsa, 'sha512', {}],
    ['RSA-PSS', PSS_512, rsa, 'sha512', pss],
    ['ECDSA', ECDSA_384, curve, 'sha384', {}],
    ['Ed25519', ED25519, edwards, null, {}],
  ])('of %s is told from any other', (_, algorithm, { publicKey, privateKey }, hash, padding) => {
    const how = manner(algorithm);
    if (!how) throw new Error('not supported');
    const signature = sign(hash, bytes, { key: privateKey, ...padding });
    expect(isSignedWith(publicKey, how, bytes, signature)).toBe(true);
    expect(isSignedWith(publicKey, how, Buffer.from('another'), signature)).toBe(false);
    expect(isSignedWith(publicKey, how, bytes, signature.subarray(1))).toBe(false);
    const other = publicKey === curve.publicKey ? rsa.publicKey : curve.publicKey;
    expect(isSignedWith(other, how, bytes, signature)).toBe(false);
  });

  it.each([
    ['RSA with SHA-1', RSA_SHA1],
    ['RSA-PSS with SHA-1, which is its default', PSS_SHA1],
    ['something unknown', '300506032a0304'],
    ['a name that objects have', '3000'],
  ])('of %s is not taken', (_, algorithm) => {
    expect(manner(algorithm)).toBeUndefined();
  });

  it('has an algorithm that can be read', () => {
    expect(() => mannerOf(undefined)).toThrow(NotDer);
  });
});
