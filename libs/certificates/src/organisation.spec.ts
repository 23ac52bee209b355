import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { derValues, inside, NotDer, TAG } from './der';
import { organisationOf } from './index';
import { serialOf, subjectAttributes, subjectBytes } from './subject';

const certificate = (name: string): X509Certificate =>
  new X509Certificate(readFileSync(new URL(`../fixtures/${name}.pem`, import.meta.url)));

describe("a certificate's organisation (seed 8.4, sources.md 3.3)", () => {
  it.each<[string, string | undefined, string]>([
    ['kommun', '162120002411', 'in an RDN of its own'],
    ['ombud', '165565866996', 'in a multi-valued RDN, its check digit wrong'],
    ['short', undefined, 'eleven digits, as the seed prints it (sources.md 5 #17)'],
    ['dashed', undefined, 'a dash among the digits'],
    ['foreign', undefined, 'another prefix than 16 (sources.md 5 #18)'],
    ['none', undefined, 'no serialNumber'],
    ['twice', undefined, 'two of them'],
    ['ca', undefined, 'an authority'],
  ])('%s: %s, %s', (name, organisation) => {
    expect(organisationOf(certificate(name))).toBe(organisation);
  });

  /** The fixture `ombud` with some of its bytes changed: what an authority may have signed. */
  function changed(change: (der: Buffer, subjectAt: number) => void): X509Certificate {
    const der = Buffer.from(certificate('ombud').raw);
    change(der, der.indexOf('Ombud, CN='));
    return new X509Certificate(der);
  }
  const OID = { commonName: '550403', organizationName: '55040a', serialNumber: '550405' } as const;
  const retype = (der: Buffer, from: number, type: keyof typeof OID, to: keyof typeof OID): void =>
    void Buffer.from(OID[to], 'hex').copy(der, der.indexOf(Buffer.from(OID[type], 'hex'), from));

  it.each<[string, string | undefined, (der: Buffer, subjectAt: number) => void]>([
    ['an organisation name that looks like attributes', '165565866996', () => undefined],
    [
      'a common name that looks like attributes',
      '165565866996',
      (der, at) => retype(der, at - 20, 'organizationName', 'commonName'),
    ],
    [
      'a common name with a line of its own for the number',
      '165565866996',
      (der, at) => {
        retype(der, at - 20, 'organizationName', 'commonName');
        der.write('\nserialNumber=162120002411\n', at + 'Ombud'.length, 'latin1');
      },
    ],
    [
      'a number in two values of one RDN',
      undefined,
      (der, at) => retype(der, at, 'commonName', 'serialNumber'),
    ],
    [
      'a number with a NUL at its end',
      undefined,
      (der, at) => void der.write('\0', der.indexOf('165565866996', at) + 11, 'latin1'),
    ],
    [
      'a number with a line end at its end',
      undefined,
      (der, at) => void der.write('\n', der.indexOf('165565866996', at) + 11, 'latin1'),
    ],
  ])('%s: %s', (_, organisation, change) => {
    expect(organisationOf(changed(change))).toBe(organisation);
  });
});

describe('a certificate that is changed anywhere', () => {
  /** An OID of the curve that no key can be decoded with, in the certificate of an organisation. */
  const CURVE = Buffer.from('2a8648ce3d030107', 'hex');

  it('is still asked for its organisation, in this process: a key that cannot be decoded is none of its business', () => {
    const der = Buffer.from(certificate('kommun').raw);
    der[der.indexOf(CURVE)] = 0;
    const broken = new X509Certificate(der);
    expect(() => broken.publicKey).toThrow();
    expect(organisationOf(broken)).toBe('162120002411');
  });

  it.each(['kommun', 'ombud', 'twice'])('%s: is refused or read, and never an exception', (name) => {
    const { raw } = certificate(name);
    for (let at = 0; at < raw.length; at += 1)
      for (const flip of [0x01, 0x11, 0x80]) {
        const der = Buffer.from(raw);
        der[at] = (der[at] ?? 0) ^ flip;
        const read = readable(der);
        if (read) expect(organisationOf(read) ?? '160000000000').toMatch(/^16[0-9]{10}$/);
      }
  });

  function readable(der: Buffer): X509Certificate | undefined {
    try {
      return new X509Certificate(der);
    } catch {
      return undefined;
    }
  }
});

describe('DER', () => {
  it('has long lengths', () => {
    const long = derValues(new Uint8Array([0x04, 0x81, 0x80, ...new Uint8Array(128)]));
    expect(long.map(({ tag, content }) => [tag, content.length])).toEqual([[0x04, 128]]);
    expect(derValues(new Uint8Array([0x05, 0x00, 0x04, 0x82, 0x00, 0x01, 7]))).toHaveLength(2);
  });

  it.each([
    ['ends early', [0x30, 0x02, 0x05]],
    ['has no length', [0x30]],
    ['has an indefinite length', [0x30, 0x80, 0, 0]],
    ['has a length of five octets', [0x30, 0x85, 0, 0, 0, 0, 0]],
    ['ends in its length', [0x30, 0x82, 1]],
  ])('is refused when it %s', (_, bytes) => {
    expect(() => derValues(new Uint8Array(bytes))).toThrow(NotDer);
  });

  it.each([
    ['nothing', []],
    ['no sequence', [0x31, 0x00]],
    ['an empty sequence', [0x30, 0x00]],
    ['a certificate without a subject', [0x30, 0x04, 0x30, 0x02, 0xa0, 0x00]],
  ])('is refused as a certificate when it is %s', (_, bytes) => {
    expect(() => subjectAttributes(new Uint8Array(bytes))).toThrow(NotDer);
    expect(() => subjectBytes(new Uint8Array(bytes))).toThrow(NotDer);
    expect(() => serialOf(new Uint8Array(bytes))).toThrow(NotDer);
    expect(() => inside(undefined, TAG.set)).toThrow(NotDer);
  });
});
