import type { X509Certificate } from 'node:crypto';
import { CrlUnusable, readCrl, type Crl } from './crl';
import { NotDer } from './der';
import type { IssuedCrl } from './revocations';

const BEGIN = /-----BEGIN X509 CRL-----/g;
const BLOCK = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]*)-----END X509 CRL-----/g;

/** Lists of a text with their authorities, or what is wrong, as the end of a sentence that begins with its name. */
export type CrlReadout =
  | { readonly ok: true; readonly lists: readonly IssuedCrl[] }
  | { readonly ok: false; readonly mistake: string };

/** The revocation lists of a PEM text, each signed by one of these authorities. None is no mistake here. */
export function crlsIn(pem: string, authorities: readonly X509Certificate[]): CrlReadout {
  const blocks = [...pem.matchAll(BLOCK)];
  // A block without its end, or with letters that do not belong, would be a list that nobody goes by.
  if (blocks.length !== [...pem.matchAll(BEGIN)].length)
    return { ok: false, mistake: 'holds a revocation list that is not in PEM form' };
  try {
    const lists = blocks.map(([, base64 = '']) =>
      issued(readCrl(Buffer.from(base64, 'base64')), authorities),
    );
    return { ok: true, lists };
  } catch (error) {
    if (error instanceof NotDer) return { ok: false, mistake: 'holds a revocation list that cannot be read' };
    if (error instanceof CrlUnusable)
      return { ok: false, mistake: `holds a revocation list that ${error.message}` };
    throw error;
  }
}

function issued(crl: Crl, authorities: readonly X509Certificate[]): IssuedCrl {
  const named = authorities.filter((authority) => crl.isNamedAs(authority));
  if (named.length === 0)
    throw new CrlUnusable('is of an authority whose certificate is not there: put it beside the list');
  const issuer = named.find((authority) => crl.isSignedBy(authority));
  if (!issuer) throw new CrlUnusable('its authority did not sign');
  return { crl, issuer };
}

/** Of several lists of one authority about the same certificates the newest. */
export function newestOf(lists: readonly IssuedCrl[]): readonly IssuedCrl[] {
  const latest = new Map<string, IssuedCrl>();
  for (const one of lists) {
    const key = `${one.issuer.fingerprint256} ${one.crl.about}`;
    const before = latest.get(key);
    if (!before || before.crl.thisUpdate <= one.crl.thisUpdate) latest.set(key, one);
  }
  return [...latest.values()];
}
