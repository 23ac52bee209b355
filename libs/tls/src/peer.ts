import { X509Certificate } from 'node:crypto';
import {
  checkServerIdentity,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { NO_REVOCATIONS, type Revocations, type Standing } from '@ssbtek/certificates';

/** Node's and OpenSSL's words for why a certificate is not taken. */
const CODES: Readonly<Record<Exclude<Standing, 'good'>, string>> = {
  revoked: 'CERT_REVOKED',
  unknown: 'CRL_HAS_EXPIRED',
};

/** The other end's certificate must not be relied on any more; `code` is OpenSSL's word for it. */
export class PeerRefused extends Error {
  readonly code: string;

  constructor(standing: Exclude<Standing, 'good'>) {
    super('the certificate of the other end is revoked, or nobody knows');
    this.name = 'PeerRefused';
    this.code = CODES[standing];
  }
}

/** A certificate that the other end has shown, and those above it as far as they are known. */
export interface PeerChain {
  readonly certificate: X509Certificate;
  readonly between: readonly X509Certificate[];
}

const isDetailed = (certificate: PeerCertificate): certificate is DetailedPeerCertificate =>
  'issuerCertificate' in certificate;

function chainFrom(leaf: PeerCertificate): PeerChain {
  const between: X509Certificate[] = [];
  // A root is its own issuer there.
  const seen = new Set<PeerCertificate>([leaf]);
  for (let at = leaf; isDetailed(at) && at.issuerCertificate && !seen.has(at.issuerCertificate);) {
    at = at.issuerCertificate;
    seen.add(at);
    between.push(new X509Certificate(at.raw));
  }
  return { certificate: new X509Certificate(leaf.raw), between };
}

/** What the other end of a connection has shown, verified or not; undefined when it has shown nothing. */
export function chainOn(socket: TLSSocket): PeerChain | undefined {
  const leaf = socket.getPeerCertificate(true);
  return (leaf as Partial<PeerCertificate>).raw ? chainFrom(leaf) : undefined;
}

/** Whether the verified other end of this connection may be relied on; `now` in ms since 1970. */
export function standingOn(socket: TLSSocket, revocations: Revocations, now: number): Standing {
  const chain = chainOn(socket);
  return chain ? revocations.standingOf(chain.certificate, chain.between, now) : 'good';
}

/** Node's check of a server's name, and whether its certificate is revoked: for `checkServerIdentity` of a client. */
export function serverCheck(
  revocations: Revocations = NO_REVOCATIONS,
): (host: string, certificate: PeerCertificate) => Error | undefined {
  if (revocations.nextUpdate === undefined) return checkServerIdentity;
  return (host, leaf) => {
    const { certificate, between } = chainFrom(leaf);
    const standing = revocations.standingOf(certificate, between, Date.now());
    return standing === 'good' ? checkServerIdentity(host, leaf) : new PeerRefused(standing);
  };
}

/** Connections that stand, so that those can be ended whose other end has been revoked. */
export class OpenPeers {
  private readonly sockets = new Set<TLSSocket>();

  add(socket: TLSSocket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }

  /** Ends those whose certificate is revoked by these lists. */
  endRevoked(revocations: Revocations): void {
    for (const socket of this.sockets)
      if (standingOn(socket, revocations, Date.now()) === 'revoked')
        socket.destroy(new PeerRefused('revoked'));
  }
}
