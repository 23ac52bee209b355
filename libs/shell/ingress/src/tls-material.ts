import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { constants } from 'node:crypto';
import { certificatesIn, certificatesMistake, expiryOf, keyMistake } from '@ssbtek/certificates';
import type { Readout } from '@ssbtek/watched-files';

/** What TLS with our callers is made of. */
export interface TlsMaterial {
  /** For the server, and for a running server that is given new material. */
  readonly context: SecureContextOptions;
  /** The authorities as text; undefined when callers are not asked for a certificate. */
  readonly clientCa: string | undefined;
  /** When the certificates stop being valid, in seconds since 1970, by their name in metrics. */
  readonly expiry: Readonly<Record<string, number>>;
}

/** Makes TLS material of the texts of certificate, key and, if there is one, client CA; checked wholly. */
export function tlsMaterial([cert = '', key = '', clientCa]: readonly string[]): Readout<TlsMaterial> {
  const named = (name: string, mistake: string | undefined) =>
    mistake === undefined ? [] : [`${name} ${mistake}.`];
  const mistakes = [
    ...named('SSBTEK_TLS_CERT_FILE', certificatesMistake(cert)),
    ...named('SSBTEK_TLS_KEY_FILE', keyMistake(key, cert)),
    ...(clientCa === undefined ? [] : named('SSBTEK_TLS_CLIENT_CA_FILE', certificatesMistake(clientCa))),
  ];
  if (mistakes.length > 0) return { ok: false, mistakes };
  const context = contextOf(cert, key, clientCa);
  try {
    createSecureContext(context);
  } catch {
    return {
      ok: false,
      mistakes: ['SSBTEK_TLS_CERT_FILE and SSBTEK_TLS_KEY_FILE cannot be used: OpenSSL finds them too weak.'],
    };
  }
  const expiry = {
    server: expiryOf(certificatesIn(cert)),
    ...(clientCa !== undefined && { 'client-ca': expiryOf(certificatesIn(clientCa)) }),
  };
  return { ok: true, value: { context, clientCa, expiry } };
}

const contextOf = (cert: string, key: string, clientCa: string | undefined): SecureContextOptions => ({
  cert,
  key,
  ...(clientCa !== undefined && { ca: clientCa }),
  minVersion: 'TLSv1.2',
  // No session is resumed: every connection shows its certificate anew, to the authorities of today.
  secureOptions: constants.SSL_OP_NO_TICKET,
});
