import { constants } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import {
  certificatesIn,
  certificatesMistake,
  expiryOf,
  keyMistake,
  type OutOfDate,
  type Revocations,
} from '@ssbtek/certificates';
import type { Readout } from '@ssbtek/watched-files';
import type { TlsNames, TlsTexts } from './end';
import { readRevocations } from './revocation';

/** What a client connects with. Without revocations nothing is revoked. */
export interface ClientTls extends TlsTexts {
  readonly revocations?: Revocations;
}

/** What TLS is made of, read and checked. */
export interface TlsMaterial extends TlsTexts {
  /** When our certificate and the authorities stop being valid, in seconds since 1970. */
  readonly expiry: { readonly own?: number; readonly ca?: number };
  /** What is revoked, by the lists in their own file and by those in the file of the authorities. */
  readonly revocations: Revocations;
}

/** Makes material of texts; every mistake in one sentence that begins with the setting of its file. */
export function tlsMaterial(
  texts: TlsTexts,
  names: TlsNames,
  outOfDate: OutOfDate = 'use',
): Readout<TlsMaterial> {
  const { ca, cert, key } = texts;
  const named = (name: string, mistake: string | undefined) =>
    mistake === undefined ? [] : [`${name} ${mistake}.`];
  const mistakes = [
    ...(cert === undefined ? [] : named(names.cert, certificatesMistake(cert))),
    ...(key === undefined ? [] : named(names.key, keyMistake(key, cert ?? ''))),
    ...(ca === undefined ? [] : named(names.ca, certificatesMistake(ca))),
  ];
  if (mistakes.length > 0) return { ok: false, mistakes };
  const revocations = readRevocations(texts, names, outOfDate);
  if (!revocations.ok) return revocations;
  try {
    createSecureContext(secureContext(texts));
  } catch {
    const weak = `${names.cert} and ${names.key} cannot be used: OpenSSL finds them too weak.`;
    return { ok: false, mistakes: [weak] };
  }
  const expiry = {
    ...(cert !== undefined && { own: expiryOf(certificatesIn(cert)) }),
    ...(ca !== undefined && { ca: expiryOf(certificatesIn(ca)) }),
  };
  return { ok: true, value: { ...texts, expiry, revocations: revocations.value } };
}

/** The material in the words of Node. */
export const secureContext = ({ ca, cert, key }: TlsTexts): SecureContextOptions => ({
  cert,
  key,
  ...(ca !== undefined && { ca }),
  minVersion: 'TLSv1.2',
  // No session is resumed: every connection shows its certificate anew, to the authorities of today.
  secureOptions: constants.SSL_OP_NO_TICKET,
});
