import { createHash, timingSafeEqual, type X509Certificate } from 'node:crypto';
import { certificatesIn } from '@ssbtek/certificates';
import type { Readout } from '@ssbtek/watched-files';

/** Header in which the proxy proves itself with a secret. */
export const SECRET_HEADER = 'x-ssbtek-proxy-secret';

const MIN_SECRET = 32;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Secrets that a proxy may prove itself with, as digests. */
export type Secrets = readonly Buffer[];

/** Reads the secrets of a file, one a line. */
export function secretsIn(text: string): Readout<Secrets> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length > 0 && lines.every((line) => line.length >= MIN_SECRET && /^[\x21-\x7e]+$/.test(line)))
    return { ok: true, value: lines.map(digest) };
  const rule = `must hold a secret of at least ${MIN_SECRET} printable ASCII characters, or several, one a line`;
  return { ok: false, mistakes: [`SSBTEK_TLS_PROXY_SECRET_FILE ${rule}.`] };
}

/** Whether this is one of the secrets; takes as long for a wrong one as for a right one. */
export function isSecret(secrets: Secrets, sent: string | string[] | undefined): boolean {
  const candidate = digest(typeof sent === 'string' ? sent : '');
  return secrets.filter((secret) => timingSafeEqual(secret, candidate)).length > 0;
}

/** Whether a certificate is for this DNS name; a common name does not count. */
export const isFor = (certificate: X509Certificate, name: string): boolean =>
  certificate.checkHost(name, { subject: 'never', wildcards: false }) !== undefined;

/**
 * The one certificate that a proxy has handed on: URL-encoded PEM, or `Cert="…"` of an Envoy header that tells of one
 * connection. Undefined for everything else: what could be taken for two is taken for none.
 */
export function forwardedCertificate(value: string): X509Certificate | undefined {
  const encoded = /^-----BEGIN/.test(value) ? value : envoyCertificate(value);
  if (encoded === undefined) return undefined;
  try {
    const [certificate, second] = certificatesIn(decodeURIComponent(encoded));
    return second ? undefined : certificate;
  } catch {
    return undefined;
  }
}

const PAIR = /^([A-Za-z]+)=("(?:[^"\\]|\\.)*"|[^";,]*)(;|$)/;

/** The value of `Cert` in one element of x-forwarded-client-cert; undefined unless there is exactly one. */
function envoyCertificate(value: string): string | undefined {
  const certificates: string[] = [];
  for (let rest = value; rest !== '';) {
    const match = PAIR.exec(rest);
    if (!match) return undefined;
    const [whole, name = '', given = ''] = match;
    if (name.toLowerCase() === 'cert') certificates.push(given.replace(/^"|"$/g, ''));
    rest = rest.slice(whole.length);
  }
  return certificates.length === 1 ? certificates[0] : undefined;
}
