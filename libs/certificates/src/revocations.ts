import type { X509Certificate } from 'node:crypto';
import type { Crl } from './crl';
import { serialOf } from './subject';

/** A revocation list and the authority that signed it. */
export interface IssuedCrl {
  readonly crl: Crl;
  readonly issuer: X509Certificate;
}

/** What is said of a certificate that no list in date can speak for: go by the old one, or refuse. */
export type OutOfDate = 'use' | 'refuse';

/** Whether a certificate may be relied on; `unknown`: the list that says so is out of date, or its authority unknown. */
export type Standing = 'good' | 'revoked' | 'unknown';

/** A chain longer than this is nobody's. */
const MOST_AUTHORITIES = 10;
/** Certificates that have been looked at and are remembered, so that one that comes again costs nothing. */
const REMEMBERED = 1000;

interface Judgement {
  readonly revoked: boolean;
  /** When the first of the lists that were gone by is out of date, ms since 1970; never was where the chain is broken. */
  readonly until: number;
}

/**
 * What revocation lists say about certificates and about the authorities above them. An authority without a list is
 * not checked. Immutable: new lists are a new one.
 */
export class Revocations {
  private readonly known = new Map<string, Judgement>();

  /** @param authorities those that a chain may lead over although nobody sends them */
  constructor(
    private readonly lists: readonly IssuedCrl[],
    private readonly authorities: readonly X509Certificate[],
    private readonly outOfDate: OutOfDate,
  ) {}

  /** When the first list is out of date, ms since 1970; undefined without lists. */
  get nextUpdate(): number | undefined {
    return this.lists.length === 0 ? undefined : Math.min(...this.lists.map(({ crl }) => crl.nextUpdate));
  }

  /** How many certificates are revoked. */
  get size(): number {
    return this.lists.reduce((sum, { crl }) => sum + crl.serials.size, 0);
  }

  /**
   * Of a certificate that has been verified already.
   * @param between certificates that came with it
   * @param now ms since 1970
   */
  standingOf(certificate: X509Certificate, between: readonly X509Certificate[], now: number): Standing {
    if (this.lists.length === 0) return 'good';
    const { revoked, until } = this.judgement(certificate, between);
    if (revoked) return 'revoked';
    return now > until && this.outOfDate === 'refuse' ? 'unknown' : 'good';
  }

  private judgement(certificate: X509Certificate, between: readonly X509Certificate[]): Judgement {
    const key = [certificate, ...between].map(({ fingerprint256 }) => fingerprint256).join(' ');
    const remembered = this.known.get(key);
    if (remembered) return remembered;
    const judged = this.judge(certificate, [...between, ...this.authorities]);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(key, judged);
    return judged;
  }

  private judge(certificate: X509Certificate, above: readonly X509Certificate[]): Judgement {
    let until = Infinity;
    let current: X509Certificate | undefined = certificate;
    for (let i = 0; current && i < MOST_AUTHORITIES; i += 1) {
      const judged: X509Certificate = current;
      const serial = serialOf(judged.raw);
      for (const { crl, issuer } of this.lists) {
        if (!isIssuedBy(judged, issuer)) continue;
        if (crl.serials.has(serial)) return { revoked: true, until };
        until = Math.min(until, crl.nextUpdate);
      }
      current = isIssuedBy(judged, judged) ? undefined : above.find((one) => isIssuedBy(judged, one));
      if (!current && !this.endsAt(judged)) until = -Infinity;
    }
    return { revoked: false, until };
  }

  /** A chain ends at a root, or at an authority of our files; anywhere else somebody above may be revoked. */
  private endsAt(certificate: X509Certificate): boolean {
    const { fingerprint256 } = certificate;
    return (
      isIssuedBy(certificate, certificate) ||
      this.authorities.some((authority) => authority.fingerprint256 === fingerprint256)
    );
  }
}

/** Nothing is revoked. */
export const NO_REVOCATIONS = new Revocations([], [], 'use');

const isIssuedBy = (certificate: X509Certificate, authority: X509Certificate): boolean =>
  certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
