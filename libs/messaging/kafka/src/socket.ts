import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';
import { secureContext } from '@ssbtek/tls';
import { atMostEvery } from './at-most-every';
import type { BrokerTls } from './options';

const KEEP_ALIVE_MS = 60_000;
/** The same trouble of a broker that is tried again and again is told once in this time. */
const REPEAT_MS = 10_000;

/** Node's and OpenSSL's words for a handshake, a certificate or a name that is not acceptable, to us or to the broker. */
const TLS_CODE =
  /^(ERR_(TLS|SSL|OSSL)_|EPROTO$|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$)/;

/**
 * Makes a client's sockets. Small requests must not wait for a full segment. With TLS the broker's certificate and
 * name are always checked, whatever the environment says, and each connection uses the certificates of its moment.
 */
export function socketFactory(
  tls: BrokerTls | undefined,
  events: BusEvents,
  onClosed: () => void,
): ISocketFactory {
  return ({ host, port, onConnect }) => {
    const socket = tls ? secured(host, port, tls, onConnect) : connect({ host, port }, onConnect);
    return socket
      .setNoDelay(true)
      .setKeepAlive(true, KEEP_ALIVE_MS)
      .once('close', onClosed)
      .once('error', (error: NodeJS.ErrnoException) => {
        const { code = '' } = error;
        if (TLS_CODE.test(code) && atMostEvery(REPEAT_MS, events, `tls ${code}`))
          events.problem?.('TLS with a broker failed', { reason: code });
      });
  };
}

function secured(host: string, port: number, tls: BrokerTls, onConnect: () => void): Socket {
  const options: ConnectionOptions = {
    ...secureContext(tls.current()),
    host,
    port,
    rejectUnauthorized: true,
    ...(isIP(host) === 0 && { servername: host }),
  };
  return connectTls(options, onConnect);
}
