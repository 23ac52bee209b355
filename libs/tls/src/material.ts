import { constants } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { certificatesIn, certificatesMistake, expiryOf, keyMistake } from '@ssbtek/certificates';
import type { Readout } from '@ssbtek/watched-files';
import type { TlsNames } from './files';

/** PEM texts of one end of TLS. */
export interface TlsTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** What TLS is made of, read and checked. */
export interface TlsMaterial extends TlsTexts {
  /** When our certificate and the authorities stop being valid, in seconds since 1970. */
  readonly expiry: { readonly own?: number; readonly ca?: number };
}

/** Makes material of texts; every mistake in one sentence that begins with the setting of its file. */
export function tlsMaterial(texts: TlsTexts, names: TlsNames): Readout<TlsMaterial> {
  const { ca, cert, key } = texts;
  const named = (name: string, mistake: string | undefined) =>
    mistake === undefined ? [] : [`${name} ${mistake}.`];
  const mistakes = [
    ...(cert === undefined ? [] : named(names.cert, certificatesMistake(cert))),
    ...(key === undefined ? [] : named(names.key, keyMistake(key, cert ?? ''))),
    ...(ca === undefined ? [] : named(names.ca, certificatesMistake(ca))),
  ];
  if (mistakes.length > 0) return { ok: false, mistakes };
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
  return { ok: true, value: { ...texts, expiry } };
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
