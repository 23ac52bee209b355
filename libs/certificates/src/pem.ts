import { createPrivateKey, X509Certificate } from 'node:crypto';

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The certificates of a PEM text, in its order; none when it holds none.
 * @throws Error when one of them is no certificate
 */
export const certificatesIn = (pem: string): X509Certificate[] =>
  [...pem.matchAll(BLOCK)].map(([block]) => new X509Certificate(block));

/** When the first of these certificates stops being valid, in seconds since 1970. */
export const expiryOf = (certificates: readonly X509Certificate[]): number =>
  Math.min(...certificates.map(({ validToDate }) => validToDate.getTime() / 1000));

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // OpenSSL's words would tell the person at the console less than the sentence made of this.
    return undefined;
  }
}

/** What is wrong with a PEM text of certificates, as the end of a sentence that begins with its name; or undefined. */
export function certificatesMistake(pem: string): string | undefined {
  const found = readable(() => certificatesIn(pem));
  return found && found.length > 0 ? undefined : 'must hold certificates in PEM form';
}

/** What is wrong with a key, or with its certificate beside it; or undefined. The first certificate is the key's. */
export function keyMistake(key: string, certificates: string): string | undefined {
  const read = readable(() => createPrivateKey(key));
  if (!read) return 'must hold a private key in PEM form, without a passphrase';
  const own = readable(() => certificatesIn(certificates))?.[0];
  return own && !own.checkPrivateKey(read) ? 'holds a key that is not the one of the certificate' : undefined;
}
