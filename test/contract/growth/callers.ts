import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { charsetOf } from '@ssbtek/bastjanst-kit';
import { certificatesIn, certificatesMistake, organisationOf } from '@ssbtek/certificates';
import { readRegister } from '@ssbtek/parties';
import { derValues } from '../../../libs/certificates/src/der';
import { subjectAttributes } from '../../../libs/certificates/src/subject';
import { forwardedCertificate, isSecret, secretsIn } from '../../../libs/shell/ingress/src/caller-proxy';
import type { Reader } from './measure';
import { repeated } from './shapes';

const PEM = readFileSync(new URL('../../../libs/certificates/fixtures/kommun.pem', import.meta.url), 'utf8');
const SIZE = 300_000;
/** Below what Node takes as the headers of a message. */
const HEADER = 7_000;

const of =
  <T>(make: (size: number) => T, read: (made: T) => unknown): Reader =>
  (size) => {
    const made = make(size);
    return () => quietly(() => read(made));
  };

/** A refusal is an answer too; only its cost matters here. */
function quietly(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A DER value: tag, length in four octets, content. */
const der = (tag: number, content: Uint8Array): Uint8Array => {
  const head = Buffer.alloc(6);
  head.writeUInt8(tag, 0);
  head.writeUInt8(0x84, 1);
  head.writeUInt32BE(content.length, 2);
  return Buffer.concat([head, content]);
};
/** A certificate's head with a subject of as many attributes. */
const manyAttributes = (size: number): Uint8Array => {
  const attribute = der(
    0x31,
    der(0x30, Buffer.concat([der(0x06, Buffer.from([85, 4, 5])), der(0x0c, Buffer.from('1'))])),
  );
  const subject = der(0x30, Buffer.concat(Array.from({ length: size / attribute.length }, () => attribute)));
  const empty = der(0x30, new Uint8Array());
  return der(0x30, der(0x30, Buffer.concat([empty, empty, empty, empty, subject])));
};
const register =
  (entry: (n: number) => string) =>
  (size: number): string =>
    `parties:\n${repeated(entry, size)}`;
const number = (n: number): string => `16${String(2_000_000_000 + n)}`;

/** Certificates, the proxy's headers, content types, the register of parties. */
export const callerReaders: ReadonlyArray<readonly [string, number, Reader]> = [
  [
    'a forwarded certificate',
    HEADER,
    of((size) => encodeURIComponent(PEM) + '%0A'.repeat(size / 3), forwardedCertificate),
  ],
  ['pairs of a proxy', HEADER, of((size) => `${'a=b;'.repeat(size / 4)}Cert="x"`, forwardedCertificate)],
  ['quotes without end', HEADER, of((size) => `Cert="${'\\"'.repeat(size / 2)}`, forwardedCertificate)],
  ['a name without end', HEADER, of((size) => 'a'.repeat(size), forwardedCertificate)],
  [
    'many beginnings of a certificate',
    HEADER,
    of((size) => repeated('-----BEGIN CERTIFICATE-----', size), forwardedCertificate),
  ],
  ['dashes', SIZE, of((size) => '-'.repeat(size), certificatesIn)],
  [
    'a certificate without end',
    SIZE,
    of((size) => `-----BEGIN CERTIFICATE-----${'A'.repeat(size)}`, certificatesIn),
  ],
  [
    'many beginnings',
    SIZE,
    of((size) => repeated('-----BEGIN CERTIFICATE-----A', size), certificatesMistake),
  ],
  ['a bundle of certificates', 60_000, of((size) => repeated(PEM, size), certificatesIn)],
  ['a subject', 60_000, of(manyAttributes, subjectAttributes)],
  ['many short values of DER', 16_000, of((size) => Buffer.alloc(size), derValues)],
  [
    'an organisation',
    HEADER,
    of(
      (size) => ({ size, certificate: new X509Certificate(PEM) }),
      ({ certificate }) => organisationOf(certificate),
    ),
  ],
  [
    'a secret',
    HEADER,
    of(
      (size) => 'x'.repeat(size),
      (sent) => isSecret([], sent),
    ),
  ],
  ['secrets', SIZE, of((size) => repeated(`${'x'.repeat(40)}\r\n`, size), secretsIn)],
  ['a content type', HEADER, of((size) => `text/xml${repeated('; charset', size)}`, charsetOf)],
  [
    'a content type of white space',
    HEADER,
    of((size) => `text/xml;${' '.repeat(size)}charset${' '.repeat(size)}=`, charsetOf),
  ],
  [
    'parties',
    60_000,
    of(
      register((n) => ` - { organisationsnummer: "${number(n)}", namn: x }\n`),
      readRegister,
    ),
  ],
  [
    'parties with every mistake',
    60_000,
    of(
      register(() => ' - { organisationsnummer: "1", ombud: [1, 1], x: y }\n'),
      readRegister,
    ),
  ],
  [
    'ombud',
    60_000,
    of(
      (size) =>
        `parties:\n - organisationsnummer: "162120002411"\n   namn: x\n   ombud:\n${repeated((n) => `    - "${number(n)}"\n`, size)}`,
      readRegister,
    ),
  ],
  ['a register that is none', 30_000, of((size) => repeated('a: b: c\n', size), readRegister)],
];
