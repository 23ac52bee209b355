import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { UNKNOWN_CALLER, type Caller } from '@ssbtek/parties';
import { callerAt, certificateOn, refusedAs, shownBy, type Shown } from './caller-certificate';
import { forwardedCertificate, isFor, isSecret, SECRET_HEADER, type Secrets } from './caller-proxy';

/** What a request tells about who sends it. */
export interface Connected {
  readonly headers: IncomingHttpHeaders;
  readonly socket: Socket;
  /** Scheme and host of the request as it reached us. */
  readonly protocol: string;
  readonly host: string;
}

/** Who sends a request, and by what address it reached us: `https://host`. */
export interface Sent {
  readonly caller: Caller;
  readonly origin: string;
}

/** Knows callers in one of the TLS modes. */
export type Knowing = (request: Connected) => Sent;

const originOf = ({ protocol, host }: Connected): string => `${protocol}://${host}`;

/** Mode `off`: nobody is known, and no header makes anybody known. */
export const knowNobody: Knowing = (request) => ({ caller: UNKNOWN_CALLER, origin: originOf(request) });

/** Mode `terminate`: by the client certificate of the connection. `now` in ms since 1970. */
export function knowByConnection(now: () => number): Knowing {
  const shown = new WeakMap<Socket, Shown>();
  const callerOn = (socket: Socket): Caller => {
    let own = shown.get(socket);
    if (!own) {
      const certificate = certificateOn(socket);
      if (typeof certificate === 'string') return refusedAs(certificate);
      own = shownBy(certificate);
      shown.set(socket, own);
    }
    return callerAt(own, now());
  };
  return (request) => ({ caller: callerOn(request.socket), origin: originOf(request) });
}

/** How a proxy proves itself: everything that is given here must hold. */
export interface ProxyProof {
  readonly secrets?: (() => Secrets) | undefined;
  /** DNS name of the proxy's own certificate. */
  readonly name?: string | undefined;
}

function isProxy({ headers, socket }: Connected, { secrets, name }: ProxyProof): boolean {
  if (secrets && !isSecret(secrets(), headers[SECRET_HEADER])) return false;
  if (name === undefined) return secrets !== undefined;
  const certificate = certificateOn(socket);
  return typeof certificate !== 'string' && isFor(certificate, name);
}

/** Mode `proxy`: by the certificate that a proxy hands on in a header, when the proxy has proved itself. */
export function knowByProxy(proof: ProxyProof, header: string, now: () => number): Knowing {
  const callerIn = (value: string | string[] | undefined): Caller => {
    if (value === undefined || value === '') return refusedAs('no-certificate');
    const certificate = typeof value === 'string' ? forwardedCertificate(value) : undefined;
    return certificate ? callerAt(shownBy(certificate), now()) : refusedAs('certificate-not-readable');
  };
  return (request) => {
    if (!isProxy(request, proof)) return { caller: refusedAs('proxy-not-known'), origin: originOf(request) };
    return { caller: callerIn(request.headers[header.toLowerCase()]), origin: forwardedOrigin(request) };
  };
}

const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

/** The address by which the caller reached the proxy, as far as the proxy says. */
function forwardedOrigin({ headers, protocol, host }: Connected): string {
  const [sentProtocol, sentHost] = [headers['x-forwarded-proto'], headers['x-forwarded-host']];
  const scheme = sentProtocol === 'https' || sentProtocol === 'http' ? sentProtocol : protocol;
  return `${scheme}://${typeof sentHost === 'string' && HOST.test(sentHost) ? sentHost : host}`;
}
