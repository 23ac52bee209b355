import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { organisationOf } from '@ssbtek/certificates';
import type { Caller, Refusal } from '@ssbtek/parties';

/** What a certificate that was shown says; kept with its connection, asked at every question. */
export interface Shown {
  /** Who it makes its holder, as long as it is valid. */
  readonly caller: Caller;
  readonly validFrom: number;
  readonly validTo: number;
}

export const refusedAs = (refusal: Refusal): Caller => ({ kind: 'refused', refusal });

/** What a trusted certificate says. */
export function shownBy(certificate: X509Certificate): Shown {
  const organisationsnummer = organisationOf(certificate);
  return {
    caller:
      organisationsnummer === undefined
        ? refusedAs('certificate-without-organisation')
        : { kind: 'organisation', organisationsnummer },
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
  };
}

/** Who the holder of a certificate is at this moment, ms since 1970: a connection may outlive its certificate. */
export function callerAt({ caller, validFrom, validTo }: Shown, now: number): Caller {
  if (now > validTo) return refusedAs('certificate-expired');
  return now < validFrom ? refusedAs('certificate-not-yet-valid') : caller;
}

/** OpenSSL's words for what is wrong with a certificate; every other one means that it is not trusted. */
const BY_CODE: Readonly<Record<string, Refusal>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
};

/** The verified certificate at the other end of a connection, or why there is none. */
export function certificateOn(socket: Socket): X509Certificate | Refusal {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (!(socket instanceof TLSSocket) || !certificate) return 'no-certificate';
  if (socket.authorized) return certificate;
  // Declared as an error; it is the error's code.
  return BY_CODE[String(socket.authorizationError)] ?? 'certificate-not-trusted';
}
