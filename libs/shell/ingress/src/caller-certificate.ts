import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { organisationOf, type Revocations, type Standing } from '@ssbtek/certificates';
import type { Caller, Refusal } from '@ssbtek/parties';
import { chainOn, type PeerChain } from '@ssbtek/tls';

/** A certificate that was shown and what it says; kept with its connection, asked at every question. */
export interface Shown extends PeerChain {
  /** Who it makes its holder, as long as it is valid. */
  readonly caller: Caller;
  readonly validFrom: number;
  readonly validTo: number;
}

export const refusedAs = (refusal: Refusal): Caller => ({ kind: 'refused', refusal });

/** What a trusted certificate says. */
export function shownBy(chain: PeerChain): Shown {
  const { certificate } = chain;
  const organisationsnummer = organisationOf(certificate);
  return {
    ...chain,
    caller:
      organisationsnummer === undefined
        ? refusedAs('certificate-without-organisation')
        : { kind: 'organisation', organisationsnummer },
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
  };
}

/** What holds while questions come: what is revoked, and the time, ms since 1970. */
export interface Moment {
  readonly revocations: () => Revocations;
  readonly now: () => number;
}

const BY_STANDING: Readonly<Record<Exclude<Standing, 'good'>, Refusal>> = {
  revoked: 'certificate-revoked',
  unknown: 'certificate-status-not-known',
};

/** Who the holder of a certificate is at this moment: a connection may outlive its certificate. */
export function callerAt(shown: Shown, moment: Moment): Caller {
  const { caller, certificate, between, validFrom, validTo } = shown;
  const now = moment.now();
  if (now > validTo) return refusedAs('certificate-expired');
  if (now < validFrom) return refusedAs('certificate-not-yet-valid');
  const standing = moment.revocations().standingOf(certificate, between, now);
  return standing === 'good' ? caller : refusedAs(BY_STANDING[standing]);
}

/** OpenSSL's words for what is wrong with a certificate; every other one means that it is not trusted. */
const BY_CODE: Readonly<Record<string, Refusal>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
};

/** The verified certificate at the other end of a connection and those above it, or why there is none. */
export function certificateOn(socket: Socket): PeerChain | Refusal {
  if (!(socket instanceof TLSSocket) || !socket.getPeerX509Certificate()) return 'no-certificate';
  // Declared as an error; it is the error's code.
  if (!socket.authorized) return BY_CODE[String(socket.authorizationError)] ?? 'certificate-not-trusted';
  // Of verified ones only: Node makes objects for it of all that was sent, and a broken key in one ends the process.
  return chainOn(socket) ?? 'no-certificate';
}

/** What each connection has shown, read once: everything but the moment stays as it was in the handshake. */
export class ShownOnConnections {
  private readonly shown = new WeakMap<Socket, Shown>();

  on(socket: Socket): Shown | Refusal {
    const known = this.shown.get(socket);
    if (known) return known;
    const chain = certificateOn(socket);
    if (typeof chain === 'string') return chain;
    const shown = shownBy(chain);
    this.shown.set(socket, shown);
    return shown;
  }
}
