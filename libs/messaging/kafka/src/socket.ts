import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { BusEvents } from '@ssbtek/messaging';
import { secureContext, serverCheck } from '@ssbtek/tls';
import { atMostEvery } from './at-most-every';
import type { BrokerTls } from './connection';

const KEEP_ALIVE_MS = 60_000;
/** The same trouble of a broker that is tried again and again is told once in this time. */
const REPEAT_MS = 10_000;

/** Node's and OpenSSL's words for a handshake, a certificate or a name that is not acceptable, to us or to the broker. */
const TLS_CODE =
  /^(ERR_(TLS|SSL|OSSL)_|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$)/;

/** Said of a broker that no connection is had with, by whichever side notices it. */
export const UNREACHABLE = 'a broker cannot be reached';

/** Which socket, and who hears of it. */
export interface SocketWish {
  readonly host: string;
  readonly port: number;
  readonly tls: BrokerTls | undefined;
  readonly events: BusEvents;
  readonly onClosed: () => void;
}

/**
 * Opens a socket to a broker, for a client that lets others do so. With TLS by {@link tlsTowards}.
 */
export function openSocket(wish: SocketWish & { readonly onConnect?: () => void }): Socket {
  const { host, port, tls, onConnect } = wish;
  const socket = tls
    ? connectTls({ ...tlsTowards(host, tls), host, port }, onConnect)
    : connect({ host, port }, onConnect);
  watchSocket(socket, wish);
  return socket;
}

/**
 * What each socket to a broker has, whoever opened it: small requests do not wait for a full segment, and what goes
 * wrong with it is told.
 */
export function watchSocket(socket: Socket, { host, port, tls, events, onClosed }: SocketWish): void {
  socket
    .setNoDelay(true)
    .setKeepAlive(true, KEEP_ALIVE_MS)
    .once('close', onClosed)
    .once('error', (error: NodeJS.ErrnoException) => {
      const { code = error.name } = error;
      const broker = `${host}:${port}`;
      const words = TLS_CODE.test(code) ? 'TLS with a broker failed' : UNREACHABLE;
      if (atMostEvery(REPEAT_MS, events, `${words} ${broker} ${code}`))
        events.problem?.(words, { broker, operation: 'connect', code });
    });
  tls?.opened?.(socket as TLSSocket);
}

/**
 * TLS towards a broker by the certificates of this moment. Its certificate and name are always checked, and that it is not
 * revoked, whatever the environment says.
 */
export function tlsTowards(host: string, tls: BrokerTls): ConnectionOptions {
  const current = tls.current();
  return {
    ...secureContext(current),
    checkServerIdentity: serverCheck(current.revocations),
    rejectUnauthorized: true,
    ...(isIP(host) === 0 && { servername: host }),
  };
}
