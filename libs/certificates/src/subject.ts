import { derValues, hexOf, inside, NotDer, TAG, type DerValue } from './der';

/** One attribute of a subject: its type as the hexadecimal bytes of the OID, and the bytes of its value. */
export interface SubjectAttribute {
  readonly oid: string;
  readonly value: Uint8Array;
}

/** RFC 5280, 4.1: from serialNumber on: signature, issuer, validity, subject. The version is left out in version 1. */
function fieldsOf(certificate: Uint8Array): readonly DerValue[] {
  const [outer] = derValues(certificate);
  const [tbs] = inside(outer, TAG.sequence);
  const fields = inside(tbs, TAG.sequence);
  return fields.slice(fields[0]?.tag === TAG.tagged ? 1 : 0);
}

/**
 * A certificate's serial number, hexadecimal without leading zeros.
 * @throws NotDer
 */
export const serialOf = (certificate: Uint8Array): string => serialIn(fieldsOf(certificate)[0]);

/**
 * A serial number as certificates and revocation lists write it, hexadecimal without leading zeros.
 * @throws NotDer
 */
export function serialIn(value: DerValue | undefined): string {
  if (value?.tag !== TAG.integer) throw new NotDer();
  return hexOf(value.content).replace(/^0+/, '');
}

/**
 * The subject as it is written, whole: the name that the lists of an authority carry.
 * @throws NotDer
 */
export function subjectBytes(certificate: Uint8Array): Uint8Array {
  const subject = fieldsOf(certificate)[4];
  if (!subject) throw new NotDer();
  return subject.whole;
}

/**
 * The attributes of a certificate's subject in their order, those of a multi-valued RDN one by one. Read from the
 * bytes: in the texts that are made of a subject, a value can look like an attribute.
 * @throws NotDer
 */
export function subjectAttributes(certificate: Uint8Array): SubjectAttribute[] {
  return inside(fieldsOf(certificate)[4], TAG.sequence)
    .flatMap((rdn) => inside(rdn, TAG.set))
    .map((attribute) => {
      const [type, value] = inside(attribute, TAG.sequence);
      if (type?.tag !== TAG.oid || !value) throw new NotDer();
      return { oid: hexOf(type.content), value: value.content };
    });
}
