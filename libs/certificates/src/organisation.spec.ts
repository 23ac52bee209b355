import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { derValues, inside, NotDer, TAG } from './der';
import { organisationOf } from './index';
import { subjectAttributes } from './subject';

const certificate = (name: string): X509Certificate =>
  new X509Certificate(readFileSync(new URL(`../fixtures/${name}.pem`, import.meta.url)));

describe("a certificate's organisation (seed 8.4, contracts.md 3.3)", () => {
  it.each<[string, string | undefined, string]>([
    ['kommun', '162120002411', 'in an RDN of its own'],
    ['ombud', '165565866996', 'in a multi-valued RDN, its check digit wrong'],
    ['short', undefined, 'eleven digits, as the seed prints it (contracts.md 5 #17)'],
    ['dashed', undefined, 'a dash among the digits'],
    ['foreign', undefined, 'another prefix than 16 (contracts.md 5 #18)'],
    ['none', undefined, 'no serialNumber'],
    ['twice', undefined, 'two of them'],
    ['ca', undefined, 'an authority'],
  ])('%s: %s, %s', (name, organisation) => {
    expect(organisationOf(certificate(name))).toBe(organisation);
  });

  it('is not looked for in the value of another attribute', () => {
    const organisation = subjectAttributes(certificate('ombud').raw).find(({ oid }) => oid === '55040a');
    expect(Buffer.from(organisation?.value ?? []).toString()).toBe(
      'Ombud, CN=kommun.example + serialNumber=162120002411',
    );
  });
});

describe('a subject', () => {
  it('is read attribute by attribute, those of a multi-valued RDN in DER order', () => {
    const attributes = subjectAttributes(certificate('ombud').raw);
    expect(attributes.map(({ oid }) => oid)).toEqual(['550406', '55040a', '550405', '550403']);
  });
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
    expect(() => inside(undefined, TAG.set)).toThrow(NotDer);
  });
});
