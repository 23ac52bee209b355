import {
  certificatesIn,
  certificatesMistake,
  crlsIn,
  newestOf,
  Revocations,
  type IssuedCrl,
  type OutOfDate,
} from '@ssbtek/certificates';
import { choice } from '@ssbtek/config';
import type { Readout } from '@ssbtek/watched-files';
import type { TlsNames, TlsTexts } from './end';

/** The setting of every end of TLS; a process has one. */
export const revocationSettings = {
  crlOutOfDate: choice('SSBTEK_CRL_OUT_OF_DATE', {
    of: ['use', 'refuse'],
    default: 'use',
    description:
      'What holds while a revocation list is out of date: use goes on by the old list, so that nobody is refused who was good; refuse refuses everybody whom the list is about, and those of whom an authority is in no file. Either way there is an alert.',
  }),
};

/** What the setting of a file of revocation lists says of itself. */
export const crlDescription = (whose: string): string =>
  `PEM file with revocation lists (X509 CRL) of the authorities that ${whose} come from; the certificate of an authority that is in no other file stands beside its list. Lists in the file of the authorities count too. Read again when it changes.`;

const hasLists = (pem: string): boolean => pem.includes('-----BEGIN X509 CRL-----');

/** The revocation lists of one end, each signed by an authority of its files. Expects authorities that can be read. */
export function readRevocations(
  { ca = '', crl }: TlsTexts,
  names: TlsNames,
  outOfDate: OutOfDate,
): Readout<Revocations> {
  const mistaken = (name: string, mistake: string) =>
    ({ ok: false, mistakes: [`${name} ${mistake}.`] }) as const;
  if (crl !== undefined && !hasLists(crl))
    return mistaken(names.crl, 'must hold revocation lists in PEM form (X509 CRL)');
  if (
    crl !== undefined &&
    crl.includes('-----BEGIN CERTIFICATE-----') &&
    certificatesMistake(crl) !== undefined
  )
    return mistaken(names.crl, 'holds a certificate that cannot be read');
  const authorities = [...certificatesIn(ca), ...certificatesIn(crl ?? '')];
  const lists: IssuedCrl[] = [];
  for (const [name, text] of [
    [names.ca, ca],
    [names.crl, crl ?? ''],
  ] as const) {
    const read = crlsIn(text, authorities);
    if (!read.ok) return mistaken(name, read.mistake);
    lists.push(...read.lists);
  }
  return { ok: true, value: new Revocations(newestOf(lists), authorities, outOfDate) };
}
