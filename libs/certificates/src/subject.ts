import { derValues, inside, NotDer, TAG } from './der';

/** One attribute of a subject: its type as the hexadecimal bytes of the OID, and the bytes of its value. */
export interface SubjectAttribute {
  readonly oid: string;
  readonly value: Uint8Array;
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The attributes of a certificate's subject in their order, those of a multi-valued RDN one by one. Read from the
 * bytes: in the texts that are made of a subject, a value can look like an attribute.
 * @throws NotDer
 */
export function subjectAttributes(certificate: Uint8Array): SubjectAttribute[] {
  const [outer] = derValues(certificate);
  const [tbs] = inside(outer, TAG.sequence);
  const fields = inside(tbs, TAG.sequence);
  // RFC 5280, 4.1: version (left out in version 1), serialNumber, signature, issuer, validity, subject.
  const subject = fields[fields[0]?.tag === TAG.version ? 5 : 4];
  return inside(subject, TAG.sequence)
    .flatMap((rdn) => inside(rdn, TAG.set))
    .map((attribute) => {
      const [type, value] = inside(attribute, TAG.sequence);
      if (type?.tag !== TAG.oid || !value) throw new NotDer();
      return { oid: hex(type.content), value: value.content };
    });
}
