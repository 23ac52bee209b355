import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { UNKNOWN_CALLER, type Caller } from '@ssbtek/parties';
import { callerAt, refusedAs, ShownOnConnections, shownBy, type Moment } from './caller-certificate';
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

const originOf = ({ protocol, host, socket }: Connected): string =>
  `${protocol}://${host || ownHost(socket)}`;

/** For a request of HTTP/1.0 that names no host: the address that it reached. */
function ownHost({ localAddress = '127.0.0.1', localPort }: Socket): string {
  const address = localAddress.replace(/^::ffff:/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}

/** Mode `off`: nobody is known, and no header makes anybody known. */
export const knowNobody: Knowing = (request) => ({ caller: UNKNOWN_CALLER, origin: originOf(request) });

/** Mode `terminate`: by the client certificate of the connection. */
export function knowByConnection(moment: Moment): Knowing {
  const connections = new ShownOnConnections();
  const callerOn = (socket: Socket): Caller => {
    const shown = connections.on(socket);
    return typeof shown === 'string' ? refusedAs(shown) : callerAt(shown, moment);
  };
  return (request) => ({ caller: callerOn(request.socket), origin: originOf(request) });
}

/** How a proxy proves itself: everything that is given here must hold. */
export interface ProxyProof {
  readonly secrets?: (() => Secrets) | undefined;
  /** DNS name of the proxy's own certificate. */
  readonly name?: string | undefined;
}

/** Mode `proxy`: by the certificate that a proxy hands on in a header, when the proxy has proved itself. */
export function knowByProxy(proof: ProxyProof, header: string, moment: Moment): Knowing {
  const connections = new ShownOnConnections();
  const isProxy = ({ headers, socket }: Connected): boolean => {
    const { secrets, name } = proof;
    if (secrets && !isSecret(secrets(), headers[SECRET_HEADER])) return false;
    if (name === undefined) return secrets !== undefined;
    const shown = connections.on(socket);
    if (typeof shown === 'string' || !isFor(shown.certificate, name)) return false;
    const { certificate, between } = shown;
    return moment.revocations().standingOf(certificate, between, moment.now()) === 'good';
  };
  const callerIn = (value: string | string[] | undefined): Caller => {
    if (value === undefined || value === '') return refusedAs('no-certificate');
    const certificate = typeof value === 'string' ? forwardedCertificate(value) : undefined;
    if (!certificate) return refusedAs('certificate-not-readable');
    // Those above it are not handed on: the files must hold the authorities whose lists shall count.
    return callerAt(shownBy({ certificate, between: [] }), moment);
  };
  return (request) => {
    if (!isProxy(request)) return { caller: refusedAs('proxy-not-known'), origin: originOf(request) };
    return { caller: callerIn(request.headers[header.toLowerCase()]), origin: forwardedOrigin(request) };
  };
}

const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

/** The address by which the caller reached the proxy, as far as the proxy says. */
function forwardedOrigin(request: Connected): string {
  const { headers } = request;
  const sentProtocol = firstOf(headers['x-forwarded-proto'])?.toLowerCase();
  const sentHost = firstOf(headers['x-forwarded-host']);
  return originOf({
    ...request,
    protocol: sentProtocol === 'https' || sentProtocol === 'http' ? sentProtocol : request.protocol,
    host: sentHost !== undefined && HOST.test(sentHost) ? sentHost : request.host,
  });
}

/** Each proxy on the way adds to the end of a list: what the caller used stands first. */
const firstOf = (sent: string | string[] | undefined): string | undefined =>
  (Array.isArray(sent) ? sent[0] : sent)?.split(',')[0]?.trim();
