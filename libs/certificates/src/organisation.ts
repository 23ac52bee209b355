import type { X509Certificate } from 'node:crypto';
import { NotDer } from './der';
import { subjectAttributes, type SubjectAttribute } from './subject';

/** 2.5.4.5, serialNumber of the subject; not the serial number of the certificate. */
const SERIAL_NUMBER = '550405';

const ORGANISATION = /^16[0-9]{10}$/;

/**
 * The organisation that a certificate was issued to, twelve digits: the subject's serialNumber, `16` and exactly ten
 * digits, wherever in the subject it stands (seed 8.4). No check digit is demanded: the seed's own example has a
 * wrong one. Undefined when there is none, when it has another form, and when there are several. Read from the bytes:
 * Node's `toLegacyObject()` takes the whole certificate apart, and a key that it cannot decode ends the process.
 */
export function organisationOf(certificate: X509Certificate): string | undefined {
  const numbers = attributesOf(certificate).filter(({ oid }) => oid === SERIAL_NUMBER);
  const [number, second] = numbers.map(({ value }) => Buffer.from(value).toString('latin1'));
  return number !== undefined && second === undefined && ORGANISATION.test(number) ? number : undefined;
}

/** None for a certificate whose subject OpenSSL takes and DER does not allow. */
function attributesOf({ raw }: X509Certificate): readonly SubjectAttribute[] {
  try {
    return subjectAttributes(raw);
  } catch (error) {
    if (error instanceof NotDer) return [];
    throw error;
  }
}
